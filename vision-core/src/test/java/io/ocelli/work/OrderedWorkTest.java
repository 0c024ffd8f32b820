package io.ocelli.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongUnaryOperator;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class OrderedWorkTest {
  private static OrderedWork.Worker<Integer, Integer> worker(
      AtomicInteger open, LongUnaryOperator before) {
    open.incrementAndGet();
    return new OrderedWork.Worker<>() {
      @Override
      public Integer work(long index, Integer task) {
        return task * 2 + (int) before.applyAsLong(index);
      }

      @Override
      public void close() {
        open.decrementAndGet();
      }
    };
  }

  private static long spin(long index) {
    // Some tasks take much longer than their neighbours, so results are ready out of order.
    long turns = index % 7 == 0 ? 20_000 : 10;
    long x = index;
    for (long i = 0; i < turns; i++) {
      x = x * 6364136223846793005L + 1;
    }
    return x == 42 ? 1 : 0;
  }

  @Property(tries = 60)
  void resultsComeInOrderWhateverTheThreads(
      @ForAll @IntRange(min = 0, max = 300) int tasks,
      @ForAll @IntRange(min = 1, max = 6) int threads,
      @ForAll @IntRange(min = 1, max = 20) int window) {
    AtomicInteger open = new AtomicInteger();
    List<Integer> results = new ArrayList<>();
    new OrderedWork<Integer, Integer>(IntStream.range(0, tasks).iterator(), window)
        .run(threads, "t", () -> worker(open, OrderedWorkTest::spin), results::add);
    assertThat(results).isEqualTo(IntStream.range(0, tasks).map(i -> 2 * i).boxed().toList());
    assertThat(open).hasValue(0);
  }

  @Test
  void noMoreThanTheWindowIsTakenAhead() {
    AtomicLong taken = new AtomicLong();
    AtomicLong delivered = new AtomicLong();
    AtomicLong furthest = new AtomicLong();
    new OrderedWork<Integer, Integer>(IntStream.range(0, 2000).iterator(), 8)
        .run(
            4,
            "t",
            () ->
                worker(
                    new AtomicInteger(),
                    index -> {
                      taken.incrementAndGet();
                      furthest.accumulateAndGet(index - delivered.get(), Math::max);
                      return 0;
                    }),
            result -> delivered.incrementAndGet());
    assertThat(delivered).hasValue(2000);
    assertThat(furthest.get()).isBetween(0L, 8L);
  }

  @Test
  void whatAWorkerThrowsComesInItsPlace() {
    AtomicInteger open = new AtomicInteger();
    List<Integer> results = new ArrayList<>();
    OrderedWork<Integer, Integer> work = new OrderedWork<>(IntStream.range(0, 1000).iterator(), 16);
    assertThatThrownBy(
            () ->
                work.run(
                    3,
                    "t",
                    () ->
                        worker(
                            open,
                            index -> {
                              if (index == 37) {
                                throw new IllegalArgumentException("37");
                              }
                              return spin(index);
                            }),
                    results::add))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("37");
    assertThat(results).hasSize(37);
    assertThat(open).hasValue(0);
  }

  @Test
  void whatTheTasksThrowComesInItsPlace() {
    Iterator<Integer> broken =
        new Iterator<>() {
          private int next;

          @Override
          public boolean hasNext() {
            return true;
          }

          @Override
          public Integer next() {
            if (next == 50) {
              throw new IllegalStateException("the list ends here");
            }
            return next++;
          }
        };
    List<Integer> results = new ArrayList<>();
    AtomicInteger open = new AtomicInteger();
    OrderedWork<Integer, Integer> work = new OrderedWork<>(broken, 16);
    assertThatThrownBy(
            () -> work.run(3, "t", () -> worker(open, OrderedWorkTest::spin), results::add))
        .isInstanceOf(IllegalStateException.class);
    assertThat(results).hasSize(50);
    assertThat(open).hasValue(0);
  }

  @Test
  void interruptionEndsTheWork() {
    AtomicInteger open = new AtomicInteger();
    List<Integer> results = new ArrayList<>();
    OrderedWork<Integer, Integer> work =
        new OrderedWork<>(IntStream.generate(() -> 1).iterator(), 16);
    try {
      assertThatThrownBy(
              () ->
                  work.run(
                      2,
                      "t",
                      () -> worker(open, OrderedWorkTest::spin),
                      result -> {
                        results.add(result);
                        if (results.size() == 20) {
                          Thread.currentThread().interrupt();
                        }
                      }))
          .isInstanceOf(CancellationException.class);
      assertThat(Thread.currentThread().isInterrupted()).isTrue();
    } finally {
      boolean cleared = Thread.interrupted();
      assertThat(cleared).isTrue();
    }
    assertThat(open).hasValue(0);
  }
}
