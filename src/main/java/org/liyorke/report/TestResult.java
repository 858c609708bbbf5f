package org.liyorke.report;

import org.liyorke.tally.Question;
import org.liyorke.tally.TestStatistic;

/**
 * One test between points of a sweep.
 *
 * @param question whose probabilities are compared
 * @param factor what differs between the points: "width", "gain", "init" or "output"
 * @param kind "homogeneity": is there any difference; "trend": does the probability rise or fall
 *     with the factor
 * @param group what the points have in common where other points differ in it; empty if all points
 *     take part
 * @param points how many take part
 * @param paired whether the points share their draws and were compared network by network
 * @param statistic with its p-value, for this test alone
 * @param adjustedP the p-value corrected for all tests reported with it (Holm); equal to the
 *     p-value of a single test
 * @param tests how many tests the correction covers
 * @param level the test rejects when adjustedP is at most this
 * @param sentence the outcome in plain words
 */
public record TestResult(
    Question question,
    String factor,
    String kind,
    String group,
    int points,
    boolean paired,
    TestStatistic statistic,
    double adjustedP,
    int tests,
    double level,
    String sentence) {}
