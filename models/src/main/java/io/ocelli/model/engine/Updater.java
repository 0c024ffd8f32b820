package io.ocelli.model.engine;

import io.ocelli.model.engine.UpdateRule.Adam;
import io.ocelli.model.engine.UpdateRule.Sgd;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Changes weights by their gradients: one pass over memory, in pieces that fit the cache, shared by
 * threads.
 *
 * <p>The arithmetic is on Java arrays, which the JIT compiler vectorises; a piece is copied in and
 * out while it lies in the cache.
 */
final class Updater implements AutoCloseable {
  private static final int PIECE = 4096;

  /**
   * A weight and what its rule remembers, all in the layout of the weight.
   *
   * @param second null where the rule has only one memory
   * @param average running average of the weight; null if there is none
   */
  record Slot(Weight weight, Cell first, @Nullable Cell second, @Nullable Cell average) {}

  /** How one step is done. */
  record Settings(double rate, double weightDecay, double clip, double averageDecay) {}

  /** A piece of one weight. */
  private record Piece(
      int slot,
      FloatBuffer value,
      FloatBuffer gradient,
      FloatBuffer first,
      @Nullable FloatBuffer second,
      @Nullable FloatBuffer average,
      int from,
      int length,
      boolean decays,
      double rateScale) {}

  /** Arrays of one thread. */
  private static final class Scratch {
    final float[] w = new float[PIECE];
    final float[] g = new float[PIECE];
    final float[] m = new float[PIECE];
    final float[] v = new float[PIECE];
  }

  private final UpdateRule rule;
  private final List<Slot> slots = new ArrayList<>();
  private final List<List<Piece>> shares = new ArrayList<>();
  private final List<Scratch> scratches = new ArrayList<>();
  private final @Nullable ExecutorService helpers;
  private final int[] ages;

  /**
   * @param rateScale of each weight: its learning rate is the step's times this
   */
  Updater(
      Program program,
      UpdateRule rule,
      boolean averages,
      int threads,
      ToDoubleFunction<Weight> rateScale) {
    this.rule = rule;
    Dnn dnn = program.dnn();
    List<Piece> pieces = new ArrayList<>();
    for (Weight weight : program.weights()) {
      Cell gradient = weight.gradient();
      if (gradient == null) {
        continue;
      }
      Layout layout = weight.value().layout();
      Slot slot =
          new Slot(
              weight,
              dnn.cell(layout),
              rule instanceof Adam ? dnn.cell(layout) : null,
              averages ? dnn.cell(layout) : null);
      slots.add(slot);
      if (slot.average() != null) {
        slot.average().floats().put(0, weight.value().floats(), 0, (int) (layout.bytes() / 4));
      }
      Cell second = slot.second();
      Cell average = slot.average();
      FloatBuffer value = weight.value().floats();
      // Biases and the scales of norms are not decayed (He et al. 2018, "Bag of Tricks").
      boolean decays = weight.parameter().equals("weight");
      for (int from = 0; from < value.capacity(); from += PIECE) {
        pieces.add(
            new Piece(
                slots.size() - 1,
                value,
                gradient.floats(),
                slot.first().floats(),
                second == null ? null : second.floats(),
                average == null ? null : average.floats(),
                from,
                Math.min(PIECE, value.capacity() - from),
                decays,
                rateScale.applyAsDouble(weight)));
      }
    }
    ages = new int[slots.size()];
    for (int i = 0; i < threads; i++) {
      shares.add(pieces.subList(i * pieces.size() / threads, (i + 1) * pieces.size() / threads));
      scratches.add(new Scratch());
    }
    helpers =
        threads > 1
            ? Executors.newFixedThreadPool(
                threads - 1,
                work -> {
                  Thread thread = new Thread(work, "update");
                  thread.setDaemon(true);
                  return thread;
                })
            : null;
  }

  List<Slot> slots() {
    return List.copyOf(slots);
  }

  /**
   * How many updates the memory of each slot has seen. Those of a weight that was frozen at first
   * are fewer than the steps of training; Adam's correction for a young memory goes by them.
   */
  int[] ages() {
    return ages;
  }

  /**
   * One update.
   *
   * @return the norm of all gradients together; NaN where none was asked for by clipping
   */
  double update(Settings settings) {
    double norm = Double.NaN;
    double factor = 1;
    if (settings.clip() > 0) {
      double[] squares = new double[shares.size()];
      each(i -> squares[i] = squares(shares.get(i), scratches.get(i)));
      double sum = 0;
      for (double square : squares) {
        sum += square;
      }
      norm = Math.sqrt(sum);
      factor = Math.min(1, settings.clip() / (norm + 1e-6));
    }
    float scale = (float) factor;
    for (int i = 0; i < ages.length; i++) {
      ages[i]++;
    }
    each(i -> update(shares.get(i), scratches.get(i), settings, scale));
    return norm;
  }

  private interface Share {
    void run(int index);
  }

  private void each(Share work) {
    List<Future<?>> pending = new ArrayList<>();
    if (helpers != null) {
      for (int i = 1; i < shares.size(); i++) {
        int index = i;
        pending.add(helpers.submit(() -> work.run(index)));
      }
    }
    work.run(0);
    for (Future<?> future : pending) {
      try {
        future.get();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while weights were updated", e);
      } catch (ExecutionException e) {
        throw new IllegalStateException(e.getCause());
      }
    }
  }

  private static double squares(List<Piece> pieces, Scratch scratch) {
    double sum = 0;
    for (Piece piece : pieces) {
      piece.gradient().get(piece.from(), scratch.g, 0, piece.length());
      sum += squares(scratch.g, piece.length());
    }
    return sum;
  }

  private static double squares(float[] g, int n) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int i = 0;
    for (; i + 3 < n; i += 4) {
      a += (double) g[i] * g[i];
      b += (double) g[i + 1] * g[i + 1];
      c += (double) g[i + 2] * g[i + 2];
      d += (double) g[i + 3] * g[i + 3];
    }
    for (; i < n; i++) {
      a += (double) g[i] * g[i];
    }
    return a + b + c + d;
  }

  private void update(List<Piece> pieces, Scratch s, Settings settings, float scale) {
    for (Piece piece : pieces) {
      int n = piece.length();
      int from = piece.from();
      double rate = settings.rate() * piece.rateScale();
      piece.value().get(from, s.w, 0, n);
      piece.gradient().get(from, s.g, 0, n);
      piece.first().get(from, s.m, 0, n);
      if (scale != 1) {
        scale(s.g, n, scale);
      }
      if (piece.decays() && settings.weightDecay() > 0) {
        scale(s.w, n, (float) (1 - rate * settings.weightDecay()));
      }
      FloatBuffer second = piece.second();
      if (rule instanceof Adam adam && second != null) {
        second.get(from, s.v, 0, n);
        double t = ages[piece.slot()];
        adam(
            s,
            n,
            (float) adam.beta1(),
            (float) adam.beta2(),
            (float) (rate / (1 - Math.pow(adam.beta1(), t))),
            (float) (1 / Math.sqrt(1 - Math.pow(adam.beta2(), t))),
            (float) adam.epsilon());
        second.put(from, s.v, 0, n);
      } else if (rule instanceof Sgd sgd) {
        sgd(s, n, (float) sgd.momentum(), (float) rate, sgd.nesterov());
      }
      piece.first().put(from, s.m, 0, n);
      piece.value().put(from, s.w, 0, n);
      FloatBuffer average = piece.average();
      if (average != null) {
        average.get(from, s.v, 0, n);
        average(s.v, s.w, n, (float) settings.averageDecay());
        average.put(from, s.v, 0, n);
      }
    }
  }

  private static void scale(float[] x, int n, float factor) {
    for (int i = 0; i < n; i++) {
      x[i] *= factor;
    }
  }

  private static void adam(
      Scratch s, int n, float beta1, float beta2, float rate, float correction, float epsilon) {
    float[] w = s.w;
    float[] g = s.g;
    float[] m = s.m;
    float[] v = s.v;
    float rest1 = 1 - beta1;
    float rest2 = 1 - beta2;
    for (int i = 0; i < n; i++) {
      m[i] = beta1 * m[i] + rest1 * g[i];
    }
    for (int i = 0; i < n; i++) {
      v[i] = beta2 * v[i] + rest2 * g[i] * g[i];
    }
    for (int i = 0; i < n; i++) {
      w[i] -= rate * m[i] / ((float) Math.sqrt(v[i]) * correction + epsilon);
    }
  }

  private static void sgd(Scratch s, int n, float momentum, float rate, boolean nesterov) {
    float[] w = s.w;
    float[] g = s.g;
    float[] m = s.m;
    for (int i = 0; i < n; i++) {
      m[i] = momentum * m[i] + g[i];
    }
    if (nesterov) {
      for (int i = 0; i < n; i++) {
        w[i] -= rate * (g[i] + momentum * m[i]);
      }
    } else {
      for (int i = 0; i < n; i++) {
        w[i] -= rate * m[i];
      }
    }
  }

  private static void average(float[] average, float[] w, int n, float decay) {
    float rest = 1 - decay;
    for (int i = 0; i < n; i++) {
      average[i] = decay * average[i] + rest * w[i];
    }
  }

  @Override
  public void close() {
    if (helpers != null) {
      helpers.shutdownNow();
    }
  }
}
