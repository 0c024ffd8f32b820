package io.ocelli.video;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The frames of a source that a {@link FrameSelection} wants, in order. The source must give each
 * frame a picture of its own (not {@link OpenOptions#reuseBuffer()}) and stays the caller's.
 */
public final class FramePicker implements AutoCloseable {
  private final FrameSource source;
  private final FrameSelection selection;
  private final long fromMicros;
  private final long toMicros;
  private final Deque<Frame> found = new ArrayDeque<>();
  private final List<Long> missed = new ArrayList<>();
  private final @Nullable SceneDetector scenes;
  private @Nullable Frame held;
  private @Nullable DamagedVideoException damaged;
  private long heldMicros = -1;
  private long target;
  private long seen;
  private boolean ended;

  /** All of the source. */
  public FramePicker(FrameSource source, FrameSelection selection) {
    this(source, selection, 0, Long.MAX_VALUE);
  }

  /**
   * Only frames from one time to before another; ticks and scenes begin with the first of them.
   *
   * @param fromMicros from the start of the video
   * @param toMicros later than that
   */
  public FramePicker(FrameSource source, FrameSelection selection, long fromMicros, long toMicros) {
    this.source = source;
    this.selection = selection;
    this.fromMicros = fromMicros;
    this.toMicros = toMicros;
    scenes =
        selection instanceof FrameSelection.Scenes wanted
            ? new SceneDetector(wanted.threshold(), wanted.shortestMicros())
            : null;
  }

  /**
   * The next one, the caller's to close; null at the end.
   *
   * @throws DamagedVideoException as {@link FrameSource#next()}, after the last frame
   */
  public @Nullable Frame next() {
    while (found.isEmpty() && !ended) {
      Frame frame;
      try {
        frame = source.next();
      } catch (DamagedVideoException e) {
        end();
        if (found.isEmpty()) {
          throw e;
        }
        damaged = e;
        break;
      }
      if (frame == null || frame.timeMicros() >= toMicros) {
        if (frame != null) {
          frame.close();
        }
        end();
      } else if (frame.timeMicros() < fromMicros) {
        frame.close();
      } else {
        take(frame);
      }
    }
    Frame next = found.poll();
    if (next == null && damaged != null) {
      DamagedVideoException e = damaged;
      damaged = null;
      throw e;
    }
    return next;
  }

  /** Of {@link FrameSelection.At}: the times after the end, when all was read. */
  public List<Long> missed() {
    return List.copyOf(missed);
  }

  /** How many frames of the source were looked at. */
  public long seen() {
    return seen;
  }

  private void take(Frame frame) {
    long number = seen++;
    boolean wanted;
    if (selection instanceof FrameSelection.Every every) {
      wanted = number % every.n() == 0;
    } else if (scenes != null) {
      wanted = scenes.begins(frame.image(), frame.timeMicros());
    } else {
      nearest(frame);
      return;
    }
    if (wanted) {
      found.add(frame);
    } else {
      frame.close();
    }
  }

  /** Looks which ticks lie up to this frame, and whether it or the one before is nearer to them. */
  private void nearest(Frame frame) {
    long time = frame.timeMicros();
    boolean wanted = false;
    while (dueMicros() <= time) {
      long due = dueMicros();
      boolean earlier = heldMicros >= 0 && due - heldMicros <= time - due;
      if (earlier) {
        giveHeld();
      } else {
        wanted = true;
      }
      target++;
    }
    dropHeld();
    heldMicros = time;
    if (wanted) {
      found.add(frame);
    } else {
      held = frame;
    }
    if (dueMicros() == Long.MAX_VALUE) {
      end();
    }
  }

  /** The time of the next tick; the largest number when there are no more. */
  private long dueMicros() {
    if (selection instanceof FrameSelection.Rate rate) {
      return fromMicros + rate.perSecond().micros(target);
    }
    List<Long> times = ((FrameSelection.At) selection).micros();
    return target < times.size() ? times.get((int) target) : Long.MAX_VALUE;
  }

  private void giveHeld() {
    if (held != null) {
      found.add(held);
      held = null;
    }
  }

  private void dropHeld() {
    if (held != null) {
      held.close();
      held = null;
    }
  }

  /** Times while the last frame is still shown are its own. */
  private void end() {
    if (ended) {
      return;
    }
    ended = true;
    if (selection instanceof FrameSelection.At at) {
      Rational rate = source.info().rate();
      long until = heldMicros < 0 ? -1 : heldMicros + (rate == null ? 40_000 : rate.micros(1));
      for (; target < at.micros().size(); target++) {
        long due = at.micros().get((int) target);
        if (due < until) {
          giveHeld();
        } else {
          missed.add(due);
        }
      }
    }
    dropHeld();
  }

  @Override
  public void close() {
    ended = true;
    dropHeld();
    found.forEach(Frame::close);
    found.clear();
    if (scenes != null) {
      scenes.close();
    }
  }
}
