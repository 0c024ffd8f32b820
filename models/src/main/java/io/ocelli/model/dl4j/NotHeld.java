package io.ocelli.model.dl4j;

/** Why one layer cannot be written or read; caught where its name is known. */
final class NotHeld extends RuntimeException {
  NotHeld(String reason) {
    super(reason, null, false, false);
  }
}
