package io.ocelli.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.api.Assertions.tuple;

import io.ocelli.error.UsageException;
import io.ocelli.image.Image;
import io.ocelli.model.zoo.ModelStore;
import io.ocelli.model.zoo.StoredModel;
import io.ocelli.testing.TestData;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The model that ships: small, described, as good as its card says, and never in a user's way. */
class EmbeddedModelTest {
  private static final int MOST_BYTES = 2 * 1024 * 1024;

  /** Right answers of the 80 pictures of val, as docs/model-card-corn.md says. */
  private static final int CORN_RIGHT = 76;

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(EmbeddedModel.class)
  void isSmallAndSaysWhereItComesFrom(EmbeddedModel model) throws IOException {
    assertThat(Files.size(model.file())).isBetween(1L, (long) MOST_BYTES);
    try (Classifier classifier = Classifier.open(model.fullName(), ClassifierOptions.DEFAULT)) {
      assertThat(classifier.card().provenance())
          .containsKeys("license", "source", "dataset", "split_hash", "command", "date");
    }
  }

  @Test
  void cornTellsTheFourClassesOfItsPictures() {
    try (Classifier corn = Classifier.embedded()) {
      assertThat(corn.labels())
          .containsExactly(
              "Corn___Blight", "Corn___Common_Rust", "Corn___Gray_Leaf_Spot", "Corn___Healthy");
      try (Image picture = Image.blank(40, 60, 30, 160, 40)) {
        float sum = 0;
        for (float probability : corn.probabilities(picture)) {
          sum += probability;
        }
        assertThat(sum).isCloseTo(1, offset(1e-5f));
      }
    }
  }

  @Test
  void cornIsAsGoodAsItsCardSays() throws IOException {
    Path val = TestData.require("plants/val");
    int right = 0;
    int all = 0;
    try (Classifier corn = Classifier.embedded()) {
      for (String label : corn.labels()) {
        try (DirectoryStream<Path> pictures = Files.newDirectoryStream(val.resolve(label))) {
          for (Path picture : pictures) {
            right += corn.classify(picture, 1).get(0).label().equals(label) ? 1 : 0;
            all++;
          }
        }
      }
    }
    assertThat(all).isEqualTo(80);
    // Another processor may round the one picture on the edge to the other side.
    assertThat(right).isBetween(CORN_RIGHT - 1, CORN_RIGHT + 1);
  }

  @Test
  void itsShortNameGivesWayToWhatTheUserHas() throws IOException {
    Path store = Files.createDirectory(folder.resolve("models"));
    Path shipped = EmbeddedModel.CORN.file();
    assertThat(ModelLocator.resolve("corn", store)).isEqualTo(shipped);
    assertThat(ModelLocator.shown(shipped)).isEqualTo("embedded:corn");
    Path own = Files.copy(shipped, store.resolve("corn.onnx"));
    assertThat(ModelLocator.resolve("corn", store)).isEqualTo(own);
    assertThat(ModelLocator.shown(own)).isEqualTo(own.toString());
    assertThat(ModelLocator.resolve("embedded:corn", store)).isEqualTo(shipped);
  }

  @Test
  void nearNamesAreSuggested() {
    assertThatThrownBy(() -> ModelLocator.resolve("embedded:cron", folder))
        .isInstanceOf(UsageException.class)
        .hasMessageContainingAll("embedded:cron", "did you mean 'embedded:corn'?");
    assertThatThrownBy(() -> ModelLocator.resolve("cron", folder))
        .hasMessageContaining("did you mean 'corn'?");
  }

  @Test
  void isListedAndToldOfButNotRemoved() {
    ModelStore store = ModelStore.at(folder.resolve("none"));
    assertThat(store.list()).isEmpty();
    assertThat(ModelStore.embedded())
        .extracting(StoredModel::name, StoredModel::problem)
        .containsExactly(tuple("embedded:corn", ""));
    assertThat(store.info("corn").sha256()).hasSize(64);
    for (String name : List.of("corn", "embedded:corn")) {
      assertThatThrownBy(() -> store.remove(name))
          .isInstanceOf(UsageException.class)
          .hasMessageContaining("cannot be removed");
    }
  }
}
