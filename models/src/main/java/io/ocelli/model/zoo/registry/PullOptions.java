package io.ocelli.model.zoo.registry;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How models are pulled.
 *
 * @param home folder of what outlives a command: part files, label lists, pins
 * @param limits time limits and tries
 * @param environment variables, for the proxy
 * @param name in the store; null for that of the registry
 * @param replace whether a model of that name is replaced
 * @param repin whether a file that differs from its pin is accepted and pinned anew
 * @param check whether the known answer to a sample picture is checked before the model is added
 */
public record PullOptions(
    Path home,
    TransferLimits limits,
    Map<String, String> environment,
    @Nullable String name,
    boolean replace,
    boolean repin,
    boolean check) {
  /** Usual limits, the process's environment, nothing replaced. */
  public static PullOptions in(Path home) {
    return new PullOptions(home, TransferLimits.USUAL, System.getenv(), null, false, false, false);
  }

  /** The same with other limits. */
  public PullOptions withLimits(TransferLimits other) {
    return new PullOptions(home, other, environment, name, replace, repin, check);
  }

  /** The same under another name in the store. */
  public PullOptions withName(@Nullable String other) {
    return new PullOptions(home, limits, environment, other, replace, repin, check);
  }

  /** The same with other permissions; see the record. */
  public PullOptions withWishes(boolean otherReplace, boolean otherRepin, boolean otherCheck) {
    return new PullOptions(home, limits, environment, name, otherReplace, otherRepin, otherCheck);
  }
}
