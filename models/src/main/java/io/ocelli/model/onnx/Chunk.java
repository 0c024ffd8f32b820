package io.ocelli.model.onnx;

import io.ocelli.dataset.ByteSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * Pictures that one worker takes together.
 *
 * @param first position of the first one among the sources, from 0
 * @param sources the pictures, at least one
 */
record Chunk(long first, List<ByteSource> sources) {
  /**
   * Sources in chunks. The first chunks hold one picture and the later ones more, up to the
   * largest: a few pictures are spread over all workers, and the first answers come soon.
   *
   * @param largest pictures in a chunk, at least 1
   * @param workers who take them in turn
   */
  static Iterator<Chunk> of(Iterator<? extends ByteSource> sources, int largest, int workers) {
    return new Iterator<>() {
      private long taken;
      private long chunks;

      @Override
      public boolean hasNext() {
        return sources.hasNext();
      }

      @Override
      public Chunk next() {
        if (!sources.hasNext()) {
          throw new NoSuchElementException();
        }
        long size = Math.min(largest, 1 + chunks++ / (2L * workers));
        List<ByteSource> together = new ArrayList<>((int) size);
        long first = taken;
        while (together.size() < size && sources.hasNext()) {
          together.add(sources.next());
          taken++;
        }
        return new Chunk(first, together);
      }
    };
  }
}
