package io.ocelli.dataset;

import io.ocelli.error.NearNames;
import io.ocelli.error.UsageException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads a data set of classes from folders: {@code DIR/<class>/…}, {@code
 * DIR/train|val|test/<class>/…} or {@code DIR/<class>/train|val|test/…}, also inside an archive
 * ({@link Archive}) or one wrapping folder. Pictures in folders below a class belong to it.
 *
 * <p>A picture is told by its extension here; only reading it shows whether it is one.
 */
public final class ClassFolder {
  private final SourceListing listing;
  private final boolean strict;
  private final List<String> remarks = new ArrayList<>();

  private ClassFolder(SourceListing listing, boolean strict) {
    this.listing = listing;
    this.strict = strict;
  }

  /**
   * Reads a data set to train on. Folders that say what is for training and what is not are used as
   * they are; only if they have no val part, it is split off from train, and a remark says so. A
   * plain data set is split by {@link StratifiedSplit}.
   *
   * @param ratios the shares of val and test
   * @param seed of the split
   * @throws UsageException if there is no such folder, no picture, no class folder, a class folder
   *     without pictures, less than two classes, a class that has to be split and has one picture,
   *     or a class in val or test that is not in train
   */
  public static ClassDataset read(Path dirOrArchive, SplitRatios ratios, long seed) {
    return new ClassFolder(SourceListing.of(dirOrArchive), true).read(ratios, seed);
  }

  /**
   * Reads a data set to look at or to evaluate on: nothing is split, all pictures of a plain data
   * set are under {@link Split#TEST}. One class is enough; what {@link #read} refuses of a class is
   * a remark here.
   *
   * @throws UsageException if there is no such folder, no picture or no class folder
   */
  public static ClassDataset readWhole(Path dirOrArchive) {
    return new ClassFolder(SourceListing.of(dirOrArchive), false).read(SplitRatios.NONE, 0);
  }

  private ClassDataset read(SplitRatios ratios, long seed) {
    Folder root = Folder.of(listing);
    requirePictures(root);
    FolderLayout layout = FolderLayout.of(root);
    remarks.addAll(layout.remarks());
    if (layout.splits().isEmpty()
        || layout.splits().values().stream().allMatch(Map::isEmpty)
        || layout.splits().values().stream()
            .flatMap(classes -> classes.values().stream())
            .allMatch(List::isEmpty)) {
      throw withoutClasses();
    }
    List<String> classes = classes(layout);
    Map<Split, List<Sample>> splits = samples(layout, classes);
    if (!layout.presplit() && !strict) {
      splits = Map.of(Split.TEST, splits.getOrDefault(Split.TRAIN, List.of()));
    } else if (!layout.presplit()) {
      TrainingSplit split = new TrainingSplit(listing.root().toString(), classes, ratios, seed);
      splits = split.whole(splits.getOrDefault(Split.TRAIN, List.of()));
      remarks.addAll(split.remarks());
    } else if (strict && splits.containsKey(Split.TRAIN)) {
      TrainingSplit split = new TrainingSplit(listing.root().toString(), classes, ratios, seed);
      splits = split.missing(splits);
      remarks.addAll(split.remarks());
    }
    return new ClassDataset(
        listing.root().toString(),
        classes,
        splits,
        layout.presplit(),
        remarks,
        listing.others(),
        listing.unreadable());
  }

  private void requirePictures(Folder root) {
    String origin = "the data set";
    if (!root.hasPictures()) {
      String extensions = ImageNames.known();
      if (!listing.unreadable().isEmpty()) {
        throw new UsageException(
            "no picture can be read below the folder",
            listing.root().toString(),
            listing.unreadable().get(0),
            "check the permissions and links");
      }
      throw listing.others().isEmpty()
          ? new UsageException(
              "the folder is empty",
              listing.root().toString(),
              origin,
              "put pictures into it, a folder for each class: DIR/<class>/…")
          : new UsageException(
              "no pictures among the files",
              listing.root() + " (" + listing.others().size() + " other files)",
              origin,
              "use pictures with one of the extensions " + extensions);
    }
    if (!root.hasPicturesInFolders()) {
      throw withoutClasses();
    }
  }

  private UsageException withoutClasses() {
    return new UsageException(
        "pictures without classes",
        listing.root() + " (" + listing.pictures().size() + " pictures, no class folders)",
        "the data set",
        "put the pictures of each class into a folder of its own: DIR/<class>/… or"
            + " DIR/train/<class>/…");
  }

  private List<String> classes(FolderLayout layout) {
    Map<String, List<Folder.Below>> train = layout.splits().getOrDefault(Split.TRAIN, Map.of());
    Set<String> classes = new TreeSet<>(SourceListing::compareCodePoints);
    classes.addAll(train.keySet());
    layout
        .splits()
        .forEach(
            (split, some) ->
                some.forEach(
                    (name, pictures) -> {
                      if (pictures.isEmpty() && (split == Split.TRAIN || train.isEmpty())) {
                        complain(
                            "a class folder without pictures",
                            name,
                            "add pictures to it, or move the folder away");
                      }
                      if (!train.isEmpty() && !train.containsKey(name) && !pictures.isEmpty()) {
                        complain(
                            "a class in " + split.folder() + " that is not in train",
                            name,
                            nearOr(
                                name,
                                train.keySet(),
                                "add pictures of it to train, or move the folder away"));
                      }
                      if (!pictures.isEmpty() || train.isEmpty()) {
                        classes.add(name);
                      }
                    }));
    if (classes.size() < 2) {
      complain(
          "only one class",
          String.join("", classes),
          "a classifier needs two classes or more: add a folder for each");
    }
    if (!train.isEmpty()) {
      remarkMissing(layout, classes);
    }
    return List.copyOf(classes);
  }

  private void remarkMissing(FolderLayout layout, Set<String> classes) {
    for (Split split : List.of(Split.TRAIN_DEV, Split.VAL, Split.TEST)) {
      Map<String, List<Folder.Below>> some = layout.splits().get(split);
      if (some != null) {
        List<String> missing =
            classes.stream().filter(name -> some.getOrDefault(name, List.of()).isEmpty()).toList();
        if (!missing.isEmpty()) {
          remarks.add(split.folder() + " has no pictures of " + String.join(", ", missing));
        }
      }
    }
  }

  private static String nearOr(String name, Set<String> known, String otherwise) {
    List<String> near = NearNames.of(name, known);
    return near.isEmpty() ? otherwise : "did you mean '" + near.get(0) + "'? Else " + otherwise;
  }

  private void complain(String problem, String value, String remedy) {
    if (strict) {
      throw new UsageException(problem, value, listing.root().toString(), remedy);
    }
    remarks.add(problem + ": " + value);
  }

  private static Map<Split, List<Sample>> samples(FolderLayout layout, List<String> classes) {
    Map<String, Integer> index = new LinkedHashMap<>();
    classes.forEach(name -> index.put(name, index.size()));
    Map<Split, List<Sample>> splits = new EnumMap<>(Split.class);
    layout
        .splits()
        .forEach(
            (split, some) -> {
              List<Sample> samples = new ArrayList<>();
              some.forEach(
                  (name, pictures) -> {
                    Integer label = index.get(name);
                    if (label != null) {
                      pictures.forEach(
                          picture ->
                              samples.add(
                                  new Sample(
                                      picture.source(), label, name + "/" + picture.path())));
                    }
                  });
              splits.put(split, samples);
            });
    return splits;
  }
}
