package io.ocelli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The module rule: app to models to datasets to vision-core, engines behind their owners. */
class ModuleRuleTest {
  private static final String[] VISION_CORE = {
    "io.ocelli.error..", "io.ocelli.annotation..", "io.ocelli.image..", "io.ocelli.video..",
    "io.ocelli.ops..", "io.ocelli.draw..", "io.ocelli.augment..", "io.ocelli.geometry..",
    "io.ocelli.track..", "io.ocelli.metric..", "io.ocelli.work.."
  };
  private static final String DATASETS = "io.ocelli.dataset..";
  private static final String MODELS = "io.ocelli.model..";
  private static final String APP = "io.ocelli.app..";
  private static final String[] LEARNING = {
    "org.deeplearning4j..", "org.nd4j..", "ai.onnxruntime.."
  };

  private static JavaClasses classes;

  @BeforeAll
  static void read() {
    classes =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            // vision-core's test helpers: a folder in the reactor's test phase, a jar once
            // packaged.
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("io.ocelli");
    // Without this a wrong class path would make every rule below true.
    for (String name : List.of("image.Image", "dataset.ByteSource", "app.cli.Main")) {
      classes.get("io.ocelli." + name);
    }
  }

  @Test
  void everyPackageBelongsToAModule() {
    noClasses()
        .should()
        .resideOutsideOfPackages(
            Stream.concat(Stream.of(VISION_CORE), Stream.of(DATASETS, MODELS, APP))
                .toArray(String[]::new))
        .check(classes.that(isOurs()));
  }

  @Test
  void visionCoreUsesNoModuleAboveItAndNoLearningEngine() {
    noClasses()
        .that()
        .resideInAnyPackage(VISION_CORE)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(DATASETS, MODELS, APP)
        .check(classes);
    noClasses()
        .that()
        .resideInAnyPackage(VISION_CORE)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(LEARNING)
        .check(classes);
  }

  @Test
  void datasetsUseNoModuleAboveThemAndNoEngine() {
    noClasses()
        .that()
        .resideInAPackage(DATASETS)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(MODELS, APP)
        .check(classes);
    noClasses()
        .that()
        .resideInAPackage(DATASETS)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(LEARNING)
        .check(classes);
  }

  @Test
  void modelsDoNotKnowTheApp() {
    noClasses()
        .that()
        .resideInAPackage(MODELS)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(APP)
        .check(classes);
  }

  @Test
  void theAppUsesNoEngineItself() {
    noClasses()
        .that()
        .resideInAPackage(APP)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(LEARNING)
        .orShould()
        .dependOnClassesThat()
        .resideInAPackage("org.bytedeco..")
        .check(classes);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("io.ocelli.(**)").should().beFreeOfCycles().check(classes);
  }

  @Test
  void enginesStayOutOfSignaturesOfOthers() {
    signaturesWith("org.bytedeco.", "io.ocelli.image");
    signaturesWith("ai.onnxruntime.", "io.ocelli.model.onnx");
    signaturesWith("org.deeplearning4j.", "io.ocelli.model.dl4j");
    signaturesWith("org.nd4j.", "io.ocelli.model.dl4j");
  }

  /** Public and protected methods outside the owner neither take nor give the engine's types. */
  private static void signaturesWith(String engine, String owner) {
    methods()
        .that()
        .areDeclaredInClassesThat()
        .resideInAPackage("io.ocelli..")
        .and()
        .areDeclaredInClassesThat()
        .resideOutsideOfPackage(owner)
        .and()
        .areNotPrivate()
        .should(notMention(engine))
        .check(classes);
  }

  private static ArchCondition<JavaMethod> notMention(String engine) {
    return new ArchCondition<>("not mention " + engine + "* in their signatures") {
      @Override
      public void check(JavaMethod method, ConditionEvents events) {
        boolean visible =
            (method.getModifiers().contains(JavaModifier.PUBLIC)
                    || method.getModifiers().contains(JavaModifier.PROTECTED))
                && method.getOwner().getModifiers().contains(JavaModifier.PUBLIC);
        boolean mentions =
            Stream.concat(
                    Stream.of(method.getRawReturnType()), method.getRawParameterTypes().stream())
                .anyMatch(type -> type.getBaseComponentType().getName().startsWith(engine));
        if (visible && mentions) {
          events.add(SimpleConditionEvent.violated(method, method.getFullName()));
        }
      }
    };
  }

  private static DescribedPredicate<JavaClass> isOurs() {
    return new DescribedPredicate<>("are ours") {
      @Override
      public boolean test(JavaClass type) {
        return type.getPackageName().startsWith("io.ocelli");
      }
    };
  }
}
