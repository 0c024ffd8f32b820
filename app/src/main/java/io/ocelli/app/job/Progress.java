package io.ocelli.app.job;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * How far a job has come: how many of its inputs are written down, and which these were. For one
 * thread at a time.
 */
public final class Progress {
  private final MessageDigest names;
  private long inputs;
  private long done;
  private long failed;

  /** At the beginning. */
  public Progress() {
    try {
      names = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /**
   * As it was at one moment.
   *
   * @param inputs how many are written down, those that failed too
   * @param done how many of them went well
   * @param failed how many did not
   * @param names SHA-256 of their names, each followed by a zero byte, in hexadecimal digits
   */
  public record Mark(long inputs, long done, long failed, String names) {}

  /** Counts an input. */
  public void add(String name, boolean well) {
    skip(name);
    if (well) {
      done++;
    } else {
      failed++;
    }
  }

  /** Counts an input that was written down before the job was interrupted. */
  public void skip(String name) {
    names.update(name.getBytes(StandardCharsets.UTF_8));
    names.update((byte) 0);
    inputs++;
  }

  /** Takes over how many of the skipped inputs went well. */
  public void carryOver(Mark mark) {
    done = mark.done();
    failed = mark.failed();
  }

  /** How many inputs were counted. */
  public long inputs() {
    return inputs;
  }

  /** How many inputs went well. */
  public long done() {
    return done;
  }

  /** How many inputs failed. */
  public long failed() {
    return failed;
  }

  /** How far it is now. */
  public Mark mark() {
    try {
      byte[] digest = ((MessageDigest) names.clone()).digest();
      return new Mark(inputs, done, failed, HexFormat.of().formatHex(digest));
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("Java's SHA-256 can be copied", e);
    }
  }
}
