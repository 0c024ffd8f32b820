package io.ocelli.model.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ocelli.error.UsageException;
import io.ocelli.model.train.Schedule.Kind;
import org.junit.jupiter.api.Test;

class ScheduleTest {
  @Test
  void aCosineWarmsUpAndFallsToAHundredth() {
    TrainOptions options =
        TrainOptions.scratch().withEpochs(11).withOptimizer(Optimizer.adamW(1e-2, 0));
    assertThat(options.rateAt(0)).isCloseTo(1e-4, within(1e-9));
    assertThat(options.rateAt(0.5)).isCloseTo(5e-3, within(1e-9));
    assertThat(options.rateAt(1)).isCloseTo(1e-2, within(1e-9));
    assertThat(options.rateAt(6)).isCloseTo(1e-2 * (0.01 + 0.99 * 0.5), within(1e-9));
    assertThat(options.rateAt(11)).isCloseTo(1e-4, within(1e-9));
  }

  @Test
  void aConstantRateStaysAfterItsWarmUp() {
    Schedule constant = new Schedule(Kind.CONSTANT, 2);
    assertThat(constant.at(1, 10)).isEqualTo(0.5);
    assertThat(constant.at(2, 10)).isEqualTo(1);
    assertThat(constant.at(10, 10)).isEqualTo(1);
    assertThat(new Schedule(Kind.CONSTANT, 0).at(0, 10)).isEqualTo(1);
  }

  /**
   * The numbers of torch.optim.lr_scheduler.OneCycleLR(max_lr=1, total_steps=11, pct_start=0.3).
   */
  @Test
  void oneCycleIsThatOfPyTorch() {
    Schedule cycle = new Schedule(Kind.ONE_CYCLE, 2.3);
    double[] torch = {
      0.04, 0.4223411, 0.9602614, 0.9797466, 0.8844757, 0.726087, 0.5305827, 0.330058, 0.1574325,
      0.0410455, 4e-6
    };
    for (int step = 0; step < torch.length; step++) {
      assertThat(cycle.at(step, torch.length - 1))
          .as("step " + step)
          .isCloseTo(torch[step], within(1e-6));
    }
  }

  @Test
  void wrongNamesAndNumbersAreRefused() {
    assertThatThrownBy(() -> Kind.parse("cosin", "--schedule"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("cosine");
    assertThatThrownBy(() -> Optimizer.Rule.parse("adamw2", "--optimizer"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("adamw");
    assertThatThrownBy(() -> new Schedule(Kind.COSINE, -1)).isInstanceOf(UsageException.class);
    assertThatThrownBy(() -> Unfreezing.parse("last", "--unfreeze"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("last-N");
  }
}
