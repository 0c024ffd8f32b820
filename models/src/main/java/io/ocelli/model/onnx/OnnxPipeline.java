package io.ocelli.model.onnx;

import io.ocelli.dataset.ByteSource;
import io.ocelli.error.OcelliException;
import io.ocelli.image.Image;
import io.ocelli.image.ImageHeader;
import io.ocelli.image.Preprocess;
import io.ocelli.work.OrderedWork;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Decode, preprocess and run, over many pictures.
 *
 * <p>Each worker does all three for a picture before it takes the next one, so the cores never wait
 * for each other. The workers share one session that makes no threads of its own: ONNX Runtime
 * allows any number of calls at the same time, and the weights are in memory once. Pictures are run
 * one by one (batch 1), which measured as fast as batches here and makes the answers independent of
 * the number of threads, bit by bit.
 *
 * <p>Memory is bounded whatever the number of pictures: a few per worker are in flight, and no more
 * than {@value #WINDOW_PER_THREAD} results per worker wait for the consumer.
 */
public final class OnnxPipeline implements AutoCloseable {
  private static final int WINDOW_PER_THREAD = 16;

  private final OnnxModel model;
  private final Preprocess preprocess;
  private final int threads;
  private final boolean ownsModel;
  private final List<String> outputs;
  private final Deque<Workspace> idle = new ArrayDeque<>();
  private final Set<OrderedWork<?, ?>> running = new HashSet<>();
  private int borrowed;
  private boolean closed;

  /** A change of a decoded picture before it is preprocessed, such as an augmentation. */
  public interface Alteration {
    /** No change. */
    Alteration NONE = (image, index) -> image;

    /**
     * Gives the picture that is run. Called from several threads at once.
     *
     * @param image the decoded picture; it stays owned by the pipeline, which may have decoded it
     *     at a part of its size
     * @param index position of the picture among the sources
     * @return {@code image} itself, or a new picture, which the pipeline closes
     */
    Image apply(Image image, long index);
  }

  /**
   * A pipeline over a model.
   *
   * @param model opened with {@link OnnxOptions#SHARED} or at least with one thread; the pipeline
   *     owns it from now on and closes it
   * @param outputs names of the outputs wanted; all when empty
   * @param threads workers, at least 1
   */
  public OnnxPipeline(OnnxModel model, Preprocess preprocess, List<String> outputs, int threads) {
    this(model, preprocess, outputs, threads, true);
  }

  private OnnxPipeline(
      OnnxModel model,
      Preprocess preprocess,
      List<String> outputs,
      int threads,
      boolean ownsModel) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be at least 1: " + threads);
    }
    this.model = model;
    this.preprocess = preprocess;
    this.outputs = List.copyOf(outputs);
    this.threads = threads;
    this.ownsModel = ownsModel;
  }

  /** A pipeline with one worker over a model that stays open when the pipeline closes. */
  public static OnnxPipeline borrowing(
      OnnxModel model, Preprocess preprocess, List<String> outputs) {
    return new OnnxPipeline(model, preprocess, outputs, 1, false);
  }

  /** The model, for what it says of itself; it closes with the pipeline. */
  public OnnxModel model() {
    return model;
  }

  /** How pictures become tensors. */
  public Preprocess preprocess() {
    return preprocess;
  }

  /**
   * Runs every picture and hands the results to the consumer on the calling thread, in the order of
   * the sources. What cannot be read comes as {@link Inference.Failed} and the rest goes on.
   *
   * @throws OcelliException when the model itself cannot be run
   * @throws java.util.concurrent.CancellationException when the pipeline is closed meanwhile or the
   *     calling thread is interrupted; whatever the consumer or the iteration throws ends the run
   *     too and is passed on
   */
  public void run(Iterable<? extends ByteSource> sources, Consumer<? super Inference> each) {
    run(sources, Alteration.NONE, each);
  }

  /** As {@link #run(Iterable, Consumer)}, with a change of each picture. */
  public void run(
      Iterable<? extends ByteSource> sources,
      Alteration alteration,
      Consumer<? super Inference> each) {
    int workers = threads;
    if (sources instanceof Collection<?> known) {
      workers = Math.max(1, Math.min(threads, known.size()));
    }
    OrderedWork<ByteSource, Inference> work =
        new OrderedWork<>(sources.iterator(), WINDOW_PER_THREAD * workers);
    synchronized (this) {
      checkOpen();
      running.add(work);
    }
    try {
      work.run(workers, "ocelli-infer", () -> new PictureWorker(alteration), each);
    } finally {
      synchronized (this) {
        running.remove(work);
        notifyAll();
      }
    }
  }

  /**
   * Runs one picture on the calling thread. Any number of threads may do so at the same time.
   *
   * @return the outputs that were asked for; their first side is 1
   */
  public List<FloatTensor> run(Image image) {
    Workspace workspace = borrow();
    try {
      return workspace.run(image);
    } finally {
      giveBack(workspace);
    }
  }

  private final class PictureWorker implements OrderedWork.Worker<ByteSource, Inference> {
    private final Workspace workspace = borrow();
    private final Alteration alteration;

    PictureWorker(Alteration alteration) {
      this.alteration = alteration;
    }

    @Override
    public Inference work(long index, ByteSource source) {
      Image image;
      ImageHeader header;
      try {
        byte[] bytes = read(source);
        image = Image.decode(bytes, source.name(), preprocess.decodeOptions());
        header = ImageHeader.of(bytes, source.name());
      } catch (OcelliException e) {
        return new Inference.Failed(index, source, e);
      } catch (RuntimeException e) {
        // A decoder that trips over a file must not take the other pictures with it.
        return new Inference.Failed(index, source, undecodable(source, e));
      } catch (OutOfMemoryError e) {
        return new Inference.Failed(index, source, tooLarge(source, e));
      }
      try (image) {
        Image altered = alteration.apply(image, index);
        try {
          return new Inference.Done(
              index, source, header.uprightWidth(), header.uprightHeight(), workspace.run(altered));
        } finally {
          if (altered != image) {
            altered.close();
          }
        }
      }
    }

    @Override
    public void close() {
      giveBack(workspace);
    }
  }

  private static byte[] read(ByteSource source) {
    try {
      return source.read();
    } catch (NoSuchFileException e) {
      throw unread(source, "there is no such file", "check the path", e);
    } catch (AccessDeniedException e) {
      throw unread(source, "permission denied", "allow reading it: chmod +r", e);
    } catch (IOException e) {
      throw unread(source, String.valueOf(e.getMessage()), "check the disk or the archive", e);
    }
  }

  private static OcelliException unread(
      ByteSource source, String why, String remedy, Throwable cause) {
    return new OcelliException("the file cannot be read", source.name(), why, remedy, cause);
  }

  private static OcelliException undecodable(ByteSource source, RuntimeException e) {
    return new OcelliException(
        "the picture cannot be decoded",
        source.name(),
        OnnxLibrary.firstLine(e),
        "save it again with another program",
        e);
  }

  private static OcelliException tooLarge(ByteSource source, OutOfMemoryError e) {
    return new OcelliException(
        "not enough memory for the picture",
        source.name(),
        String.valueOf(e.getMessage()),
        "make the picture smaller, or give Java more memory",
        e);
  }

  private synchronized Workspace borrow() {
    checkOpen();
    Workspace workspace = idle.poll();
    if (workspace == null) {
      workspace = new Workspace(model, preprocess, outputs);
    }
    borrowed++;
    return workspace;
  }

  private synchronized void giveBack(Workspace workspace) {
    borrowed--;
    if (closed) {
      workspace.close();
    } else {
      idle.push(workspace);
    }
    notifyAll();
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException("the pipeline is closed: " + model.name());
    }
  }

  /**
   * Stops what runs, waits for the pictures that are being worked on, and frees the model. Closing
   * again does nothing.
   */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    running.forEach(OrderedWork::stop);
    boolean interrupted = false;
    while (borrowed > 0) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    idle.forEach(Workspace::close);
    idle.clear();
    if (ownsModel) {
      model.close();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
