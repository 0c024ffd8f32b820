package io.ocelli.augment;

import io.ocelli.ops.Op;
import io.ocelli.ops.OperationSpec;
import io.ocelli.ops.Param;
import io.ocelli.ops.ParameterSpec;
import io.ocelli.ops.Vocabulary;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/** All changes that there are: those of every {@link ChangeGroup} on the class path. */
public final class Changes {
  private Changes() {}

  /** What every step takes besides its own. */
  @Op(name = "p", does = "How likely a step is.", example = "")
  record Chance(
      @Param(
              does = "how likely it is; inside one-of and some-of its weight",
              byDefault = "1",
              attempt = "0.5",
              min = 0,
              max = 1)
          double p) {}

  static final Vocabulary VOCABULARY =
      new Vocabulary(
          read(),
          OperationSpec.of(Chance.class, "").parameters(),
          "hflip p=0.5 | rotate max=20",
          "'ocelli data augment --list' shows all");

  private static List<OperationSpec> read() {
    List<OperationSpec> specs = new ArrayList<>();
    for (ChangeGroup group :
        ServiceLoader.load(ChangeGroup.class, Changes.class.getClassLoader())) {
      for (Class<? extends Change> type : group.changes()) {
        specs.add(OperationSpec.of(type, group.title()));
      }
    }
    String title = "Choices and rules";
    specs.add(OperationSpec.of(Choice.OneOf.class, title));
    specs.add(OperationSpec.of(Choice.SomeOf.class, title));
    specs.add(OperationSpec.of(Choice.AllOf.class, title));
    specs.add(OperationSpec.of(KeepObjects.class, title));
    return specs;
  }

  /** All changes, by group. */
  public static List<OperationSpec> all() {
    return VOCABULARY.operations();
  }

  /** The parameter that every step takes besides its own: {@code p}. */
  public static ParameterSpec chance() {
    return VOCABULARY.common().get(0);
  }

  static OperationSpec of(Change change) {
    return all().stream()
        .filter(spec -> spec.type() == change.getClass())
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException(change.getClass() + " is in no ChangeGroup"));
  }

  static String number(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }
}
