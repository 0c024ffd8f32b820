package io.ocelli.model.convert;

/** Why one node of a file cannot be read; caught where the node is known. */
final class Unreadable extends RuntimeException {
  Unreadable(String reason) {
    super(reason, null, false, false);
  }
}
