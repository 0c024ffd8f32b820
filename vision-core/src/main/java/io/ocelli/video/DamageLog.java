package io.ocelli.video;

import java.util.ArrayList;
import java.util.List;

/**
 * Puts damage into the order of the frames. A decoder works ahead, so when damage is met it is not
 * known yet how many frames will be given before it: that shows when a later frame comes.
 */
final class DamageLog {
  private static final int MOST = 1000;

  private record Open(long timeMicros, long bytePosition, String reason) {}

  private final List<Open> open = new ArrayList<>();
  private final List<Damage> placed = new ArrayList<>();

  /** Damage was met after, or at, this time. */
  void met(long timeMicros, long bytePosition, String reason) {
    boolean same = !open.isEmpty() && open.get(open.size() - 1).timeMicros == timeMicros;
    if (!same && placed.size() + open.size() < MOST) {
      open.add(new Open(timeMicros, bytePosition, reason));
    }
  }

  /** A frame is given, after so many others. */
  void given(long timeMicros, long before) {
    if (!open.isEmpty()) {
      open.removeIf(
          damage -> {
            boolean passed = damage.timeMicros < timeMicros;
            if (passed) {
              place(damage, before);
            }
            return passed;
          });
    }
  }

  /** All frames were given. */
  void end(long frames) {
    open.forEach(damage -> place(damage, frames));
    open.clear();
  }

  /** In the order of the frames; neighbouring damage with no frame in between is one. */
  List<Damage> placed() {
    return List.copyOf(placed);
  }

  private void place(Open damage, long frame) {
    if (placed.isEmpty() || placed.get(placed.size() - 1).frame() != frame) {
      placed.add(new Damage(frame, damage.timeMicros, damage.bytePosition, damage.reason));
    }
  }
}
