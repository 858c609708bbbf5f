package org.liyorke.model;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One line of a JSON Lines file of networks: a network, or the reason why there is none.
 *
 * @param line number of the line, from 1
 * @param id the id, any JSON scalar; null if the line has none or it could not be read
 * @param network the network, checked; null if there is an error
 * @param error what is wrong with the line, as one line of text; null if there is a network
 */
public record NetworkLine(long line, JsonNode id, Network network, String error) {}
