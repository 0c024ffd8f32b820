package io.ocelli.dataset.load;

import org.jspecify.annotations.Nullable;

/** Keeps fitted pictures by their index, so that later epochs need not decode them. */
interface PictureCache extends AutoCloseable {
  /** Keeps nothing. */
  PictureCache NONE =
      new PictureCache() {
        @Override
        public @Nullable Fitted get(int index) {
          return null;
        }

        @Override
        public Fitted keep(int index, Fitted fitted) {
          return fitted;
        }

        @Override
        public void close() {}
      };

  /** The picture if it is kept; closed by the caller. */
  @Nullable Fitted get(int index);

  /**
   * Keeps a picture if there is room.
   *
   * @return the same picture, to be closed by the caller; if the cache holds its pixels from now
   *     on, that does nothing
   */
  Fitted keep(int index, Fitted fitted);

  @Override
  void close();
}
