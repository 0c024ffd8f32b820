package io.ocelli.dataset.enlarge;

import io.ocelli.annotation.Instance;
import io.ocelli.augment.Example;
import io.ocelli.augment.Others;
import io.ocelli.dataset.AnnotatedPicture;
import io.ocelli.dataset.ByteSource;
import io.ocelli.dataset.DetectionDataset;
import io.ocelli.dataset.Split;
import io.ocelli.dataset.Staging;
import io.ocelli.dataset.Workers;
import io.ocelli.dataset.load.ExampleSource;
import io.ocelli.error.OcelliException;
import io.ocelli.error.UsageException;
import io.ocelli.image.DecodeOptions;
import io.ocelli.image.ImageFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A data set and changed copies of its pictures, with all annotations. Copy {@code k} of a picture
 * is what epoch {@code k} of a training with the same seed would make of it at full size.
 *
 * @param data pictures in their order, each followed by its copies {@code leaf_aug1.jpg}, …
 * @param copies number of changed copies
 * @param lost objects that the copies have no more, since too little of them was left; not counted
 *     where pictures are mixed
 * @param failures pictures that cannot be read and are left out, with the reason
 */
public record Enlargement(DetectionDataset data, int copies, int lost, List<String> failures) {
  /** Copies the list. */
  public Enlargement {
    failures = List.copyOf(failures);
  }

  /**
   * Makes the copies.
   *
   * @param staging where the files are, until the data set is written
   * @param progress told the number of pictures done so far, from any thread
   * @throws UsageException if there is nothing to enlarge, or pictures with classes are mixed: no
   *     format holds a class with a weight
   * @throws OcelliException if a file cannot be written
   */
  public static Enlargement make(
      DetectionDataset data, EnlargeOptions options, Staging staging, IntConsumer progress) {
    return new Work(data, options, staging).run(progress);
  }

  /**
   * How many copies each picture will get, without making them.
   *
   * @throws UsageException if there is nothing to enlarge
   */
  public static int[] plan(DetectionDataset data, EnlargeOptions options) {
    List<AnnotatedPicture> enlarged = new ArrayList<>();
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < data.pictures().size(); i++) {
      AnnotatedPicture picture = data.pictures().get(i);
      if (picture.split().isEmpty() || options.splits().contains(picture.split().get())) {
        enlarged.add(picture);
        places.add(i);
      }
    }
    if (enlarged.isEmpty()) {
      throw new UsageException(
          "no pictures to enlarge",
          "the splits " + options.splits().stream().map(Split::folder).sorted().toList(),
          data.name(),
          "name the splits that there are: --splits train,val");
    }
    int[] counts =
        options.balance()
            ? CopyCounts.balanced(
                enlarged, data.classes().size(), options.copies(), options.originals())
            : CopyCounts.even(enlarged.size(), options.copies());
    int[] plan = new int[data.pictures().size()];
    Arrays.fill(plan, -1);
    for (int i = 0; i < counts.length; i++) {
      plan[places.get(i)] = counts[i];
    }
    return plan;
  }

  /** What is made of one picture. */
  private record Made(List<AnnotatedPicture> pictures, int copies, int lost, String failure) {}

  private static final class Work {
    private final DetectionDataset data;
    private final EnlargeOptions options;
    private final Staging staging;
    private final int[] plan;
    private final ExampleSource source;
    private final Map<Optional<Split>, Others> others = new HashMap<>();
    private final Set<String> taken = new HashSet<>();

    Work(DetectionDataset data, EnlargeOptions options, Staging staging) {
      this.data = data;
      this.options = options;
      this.staging = staging;
      plan = plan(data, options);
      source = ExampleSource.ofPictures(data.pictures());
      boolean labels = data.pictures().stream().anyMatch(one -> !one.labels().isEmpty());
      if (labels && options.augmentation().mixesLabels()) {
        throw new UsageException(
            "pictures with classes are mixed, and no format holds a class with a weight",
            options.augmentation().toString(),
            "the augmentation",
            "leave out mixup, cutmix and mosaic, or mix while training");
      }
      // Pictures of other splits may not get into this one.
      Map<Optional<Split>, List<AnnotatedPicture>> pools = new HashMap<>();
      for (AnnotatedPicture picture : data.pictures()) {
        pools.computeIfAbsent(picture.split(), split -> new ArrayList<>()).add(picture);
        taken.add(picture.path());
      }
      pools.forEach((split, pool) -> others.put(split, ExampleSource.ofPictures(pool).others()));
    }

    Enlargement run(IntConsumer progress) {
      int size = data.pictures().size();
      @Nullable Made[] made = new Made[size];
      AtomicInteger next = new AtomicInteger();
      AtomicInteger done = new AtomicInteger();
      try {
        Workers.run(
            options.threads(),
            "ocelli-enlarge",
            () -> {
              for (int i = next.getAndIncrement(); i < size; i = next.getAndIncrement()) {
                made[i] = make(i);
                progress.accept(done.incrementAndGet());
              }
            });
      } catch (IOException e) {
        throw new OcelliException(
            "the pictures cannot be read", data.name(), String.valueOf(e.getMessage()), "", e);
      }
      List<AnnotatedPicture> pictures = new ArrayList<>();
      List<String> failures = new ArrayList<>();
      int copies = 0;
      int lost = 0;
      for (Made one : made) {
        Made known = Objects.requireNonNull(one);
        pictures.addAll(known.pictures());
        copies += known.copies();
        lost += known.lost();
        if (!known.failure().isEmpty()) {
          failures.add(known.failure());
        }
      }
      DetectionDataset all =
          new DetectionDataset(
              data.name(), data.classes(), pictures, data.attributes(), List.of(), List.of());
      return new Enlargement(all, copies, lost, failures);
    }

    private Made make(int index) {
      AnnotatedPicture picture = data.pictures().get(index);
      List<AnnotatedPicture> made = new ArrayList<>();
      int lost = 0;
      try {
        if (plan[index] < 0 || options.originals()) {
          made.add(original(picture, index));
        }
        for (int copy = 1; copy <= plan[index]; copy++) {
          try (Example example = source.read(index, DecodeOptions.DEFAULT)) {
            int before = example.objects().size();
            options
                .augmentation()
                .apply(
                    example,
                    Objects.requireNonNull(others.get(picture.split())),
                    options.seed(),
                    copy,
                    index);
            lost += Math.max(0, before - example.objects().size());
            made.add(copy(picture, index, copy, example));
          }
        }
      } catch (UsageException e) {
        throw e;
      } catch (OcelliException e) {
        return new Made(List.of(), 0, 0, e.oneLine());
      } catch (IOException e) {
        return new Made(List.of(), 0, 0, picture.source().name() + ": " + e.getMessage());
      }
      boolean counted = !options.augmentation().mixes();
      return new Made(made, Math.max(0, plan[index]), counted ? lost : 0, "");
    }

    private AnnotatedPicture original(AnnotatedPicture picture, int index) throws IOException {
      ByteSource file = staging.put(index + "", picture.source().read());
      return new AnnotatedPicture(
          file,
          picture.path(),
          picture.width(),
          picture.height(),
          picture.instances(),
          picture.labels(),
          picture.split(),
          picture.attributes());
    }

    private AnnotatedPicture copy(AnnotatedPicture picture, int index, int copy, Example example) {
      String path = picture.path();
      int dot = path.lastIndexOf('.');
      dot = dot > path.lastIndexOf('/') + 1 ? dot : path.length();
      ImageFormat format =
          ImageFormat.ofName(path).filter(ImageFormat::canEncode).orElse(ImageFormat.PNG);
      String ending =
          format == ImageFormat.ofName(path).orElse(null) ? path.substring(dot) : ".png";
      boolean lossy = format.defaultQuality() > 0;
      byte[] bytes =
          lossy
              ? example.picture().encode(format, options.quality())
              : example.picture().encode(format);
      ByteSource file = staging.put(index + "-" + copy, bytes);
      Map<String, String> says = new TreeMap<>(picture.attributes());
      says.remove("coco.id");
      return new AnnotatedPicture(
          file,
          name(path.substring(0, dot), copy, ending),
          example.width(),
          example.height(),
          example.objects().stream().map(Work::anew).toList(),
          List.copyOf(example.labels().keySet()),
          picture.split(),
          says);
    }

    // What an earlier run has made may be in the data set.
    private String name(String stem, int copy, String ending) {
      String name = stem + "_aug" + copy + ending;
      for (int n = 2; taken.contains(name); n++) {
        name = stem + "_aug" + copy + "-" + n + ending;
      }
      return name;
    }

    // Ids are those of one object; the writer gives new ones.
    private static Instance anew(Instance object) {
      if (!object.attributes().containsKey("coco.id")) {
        return object;
      }
      Map<String, String> says = new TreeMap<>(object.attributes());
      says.remove("coco.id");
      return object.withAttributes(says);
    }
  }
}
