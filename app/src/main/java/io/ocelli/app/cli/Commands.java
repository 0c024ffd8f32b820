package io.ocelli.app.cli;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The commands below a command, in the order of its help. It stands in place of picocli's {@code
 * subcommands}, which describes all of them at every start; {@link CommandTree} describes those
 * that are needed.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@interface Commands {
  /** Classes with picocli's {@code @Command} and a name. */
  Class<?>[] value();
}
