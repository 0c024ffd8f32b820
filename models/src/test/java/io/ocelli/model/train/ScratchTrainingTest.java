package io.ocelli.model.train;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ocelli.error.UsageException;
import io.ocelli.model.net.Activation;
import io.ocelli.model.net.Net;
import io.ocelli.model.net.NetBuilder;
import io.ocelli.model.net.Op;
import io.ocelli.model.net.Shape;
import org.junit.jupiter.api.Test;

class ScratchTrainingTest {
  private static NetBuilder upToTheHead() {
    return NetBuilder.of("own", new Shape(3, 8, 8)).flatten("flat");
  }

  @Test
  void aNetworkEndsInASoftmaxOverTheClasses() {
    Net sigmoid =
        upToTheHead()
            .dense("one", 1)
            .layer("answer", new Op.Activate(Activation.of(Activation.Kind.SIGMOID)))
            .build();
    assertThatThrownBy(() -> ScratchTraining.check(sigmoid, 2))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("'answer'")
        .hasMessageContaining("two classes are two outputs");
    Net three = upToTheHead().dense("three", 3).softmax().build();
    assertThatThrownBy(() -> ScratchTraining.check(three, 4))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("3 outputs, 4 classes");
    assertThatCode(() -> ScratchTraining.check(three, 3)).doesNotThrowAnyException();
  }
}
