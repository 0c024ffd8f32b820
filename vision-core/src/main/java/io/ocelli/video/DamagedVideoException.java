package io.ocelli.video;

import io.ocelli.error.OcelliException;
import java.util.List;

/**
 * All frames of a video that can be read were given, and it is damaged. Thrown by {@link
 * FrameSource#next()} in the place of the end, so that damage is never taken for it.
 */
public final class DamagedVideoException extends OcelliException {
  private static final long serialVersionUID = 1;
  private final long frames;
  private final transient List<Damage> damages;

  DamagedVideoException(String source, long frames, List<Damage> damages, String remedy) {
    super(
        "the video is damaged",
        damages.get(0)
            + (damages.size() > 1 ? " (and " + (damages.size() - 1) + " more places)" : "")
            + "; "
            + frames
            + (frames == 1 ? " frame" : " frames")
            + " could be read",
        source,
        remedy);
    this.frames = frames;
    this.damages = List.copyOf(damages);
  }

  /** How many frames were given. */
  public long frames() {
    return frames;
  }

  /**
   * Where it is damaged, in order, at least one place; neighbouring ones are put together. A lost
   * index comes first.
   */
  public List<Damage> damages() {
    return damages;
  }
}
