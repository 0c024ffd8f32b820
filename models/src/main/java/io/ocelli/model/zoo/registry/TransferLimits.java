package io.ocelli.model.zoo.registry;

import java.time.Duration;

/**
 * How long a download waits, and how often it tries.
 *
 * @param connect for a connection to be made
 * @param firstByte for the answer to begin once the request is sent
 * @param stall for the next bytes once it has begun
 * @param attempts tries at each URL; only what may pass by itself is tried again: a connection that
 *     breaks or stalls, and the answers 429, 500, 502, 503 and 504
 * @param pause before the second try; doubled before each further one
 */
public record TransferLimits(
    Duration connect, Duration firstByte, Duration stall, int attempts, Duration pause) {
  /** 15 s to connect, 30 s for the first byte, 30 s without a byte, 3 tries, 1 s between them. */
  public static final TransferLimits USUAL =
      new TransferLimits(
          Duration.ofSeconds(15),
          Duration.ofSeconds(30),
          Duration.ofSeconds(30),
          3,
          Duration.ofSeconds(1));

  /** The usual ones with another time for first byte and stall. */
  public TransferLimits withPatience(Duration patience) {
    return new TransferLimits(connect, patience, patience, attempts, pause);
  }
}
