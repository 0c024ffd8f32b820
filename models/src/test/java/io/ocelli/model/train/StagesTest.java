package io.ocelli.model.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocelli.model.net.Net;
import io.ocelli.model.net.NewHead;
import io.ocelli.model.net.Shape;
import io.ocelli.model.net.catalog.Nets;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

class StagesTest {
  private static Stages of(String name) {
    Net net = Nets.of(name, new Shape(3, 224, 224), 1000);
    NewHead head = NewHead.on(net, 5, 0);
    return Stages.of(head.net(), head.weighted());
  }

  @Test
  void aStageIsWhatWorksOnPicturesOfOneSize() {
    Stages resnet = of("resnet18");
    // 112, 56, 28, 14 and 7 pixels.
    assertThat(resnet.count()).isEqualTo(5);
    assertThat(List.copyOf(resnet.below().values()))
        .isSortedAccordingTo(Comparator.reverseOrder())
        .contains(0, 4);
    // 224, 112, 56, 28, 14 and the two dense layers.
    assertThat(of("vgg16").count()).isEqualTo(6);
  }

  @Test
  void freezingCountsFromTheHead() {
    Stages vgg = of("vgg16");
    assertThat(vgg.below()).hasSize(15);
    assertThat(vgg.allButLast(0)).hasSize(15);
    assertThat(vgg.allButLast(4)).hasSize(11);
    assertThat(vgg.allButLast(100)).isEmpty();
    assertThat(vgg.allButStages(0)).hasSize(15);
    assertThat(vgg.allButStages(1)).hasSize(13);
    assertThat(vgg.allButStages(2)).hasSize(10);
    assertThat(vgg.allButStages(6)).isEmpty();
  }
}
