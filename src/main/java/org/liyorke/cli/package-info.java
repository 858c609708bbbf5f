/**
 * The command line: options, commands, help, and what the user sees.
 *
 * <p>What a change must keep: every option has one definition (a Setting); commands turn their
 * arguments into immutable choices and call the packages below, nothing is simulated here; standard
 * output carries results only; every mistake of the user is a {@link org.liyorke.model.UserError},
 * one line that names the option, the value and the limit, with the exit status of the table in the
 * README; anything unexpected keeps its trace and exits with 1.
 */
package org.liyorke.cli;
