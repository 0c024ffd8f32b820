package io.ocelli.dataset;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which folders are classes and which are splits. The rules, in order:
 *
 * <ol>
 *   <li>A folder that holds nothing but one other folder, which in turn holds only folders, is a
 *       wrapper: the inner one is looked at.
 *   <li>If all folders with pictures have the name of a split ({@link Split#ofFolder}), or if there
 *       are a train and a val or test folder with folders of pictures inside, the folders below
 *       them are the classes.
 *   <li>If below every folder there are only folders with the name of a split, and train among
 *       them, the upper folders are the classes.
 *   <li>Otherwise each folder is a class with all that is below it.
 * </ol>
 *
 * @param splits for each split its classes with their pictures; for {@code presplit == false} all
 *     is under {@link Split#TRAIN}
 * @param remarks what was left out and why
 */
record FolderLayout(
    Map<Split, Map<String, List<Folder.Below>>> splits, boolean presplit, List<String> remarks) {

  static FolderLayout of(Folder root) {
    Folder top = unwrapped(root);
    List<String> remarks = new ArrayList<>();
    if (isSplitAtTop(top)) {
      return splitAtTop(top, remarks);
    }
    leaveOut(top, "class", remarks);
    if (isSplitBelowClass(top)) {
      return splitBelowClass(top, remarks);
    }
    Map<String, List<Folder.Below>> classes = classes();
    top.folders.values().forEach(folder -> classes.put(folder.name, folder.below()));
    return new FolderLayout(Map.of(Split.TRAIN, classes), false, remarks);
  }

  private static Folder unwrapped(Folder root) {
    Folder top = root;
    while (isWrapper(top)) {
      Folder only = only(top);
      if (Split.ofFolder(only.name).isPresent()) {
        break;
      }
      top = only;
    }
    return top;
  }

  private static boolean isWrapper(Folder folder) {
    if (!folder.pictures.isEmpty() || folder.folders.size() != 1) {
      return false;
    }
    Folder only = only(folder);
    return only.pictures.isEmpty() && only.hasPicturesInFolders();
  }

  private static Folder only(Folder folder) {
    return folder.folders.values().iterator().next();
  }

  private static boolean isSplitAtTop(Folder top) {
    List<Folder> full = top.folders.values().stream().filter(Folder::hasPictures).toList();
    List<Folder> named =
        full.stream()
            .filter(folder -> Split.ofFolder(folder.name).isPresent())
            .filter(Folder::hasPicturesInFolders)
            .toList();
    boolean allNamed = full.stream().allMatch(f -> Split.ofFolder(f.name).isPresent());
    boolean train = named.stream().anyMatch(f -> is(Split.TRAIN, f));
    boolean heldOut = named.stream().anyMatch(f -> !is(Split.TRAIN, f));
    return !full.isEmpty() && (allNamed || (train && heldOut));
  }

  private static boolean is(Split split, Folder folder) {
    return Split.ofFolder(folder.name).filter(split::equals).isPresent();
  }

  private static FolderLayout splitAtTop(Folder top, List<String> remarks) {
    leaveOut(top, "split", remarks);
    List<Folder> tops = new ArrayList<>();
    List<Split> which = new ArrayList<>();
    for (Folder folder : top.folders.values()) {
      Split split = Split.ofFolder(folder.name).orElse(null);
      if (split != null) {
        tops.add(folder);
        which.add(split);
      } else if (folder.hasPictures()) {
        int n = folder.below().size();
        remarks.add(
            "the folder '%s' is no split: its %s left out".formatted(folder.name, pictures(n)));
      }
    }
    while (tops.stream().allMatch(FolderLayout::isWrapper)
        && tops.stream().map(folder -> only(folder).name).distinct().count() == 1) {
      tops.replaceAll(FolderLayout::only);
    }
    Map<Split, Map<String, List<Folder.Below>>> splits = new EnumMap<>(Split.class);
    for (int i = 0; i < tops.size(); i++) {
      leaveOut(tops.get(i), "class", remarks);
      Map<String, List<Folder.Below>> classes =
          splits.computeIfAbsent(which.get(i), split -> classes());
      tops.get(i).folders.values().forEach(folder -> add(classes, folder.name, folder.below()));
    }
    splits.values().removeIf(Map::isEmpty);
    return new FolderLayout(splits, true, remarks);
  }

  private static boolean isSplitBelowClass(Folder top) {
    Collection<Folder> classes = top.folders.values();
    return classes.stream().anyMatch(Folder::hasPictures)
        && classes.stream()
            .filter(Folder::hasPictures)
            .allMatch(
                folder ->
                    folder.pictures.isEmpty()
                        && folder.folders.values().stream()
                            .filter(Folder::hasPictures)
                            .allMatch(below -> Split.ofFolder(below.name).isPresent())
                        && folder.folders.values().stream()
                            .anyMatch(below -> is(Split.TRAIN, below) && below.hasPictures()));
  }

  private static FolderLayout splitBelowClass(Folder top, List<String> remarks) {
    Map<Split, Map<String, List<Folder.Below>>> splits = new EnumMap<>(Split.class);
    splits.put(Split.TRAIN, classes());
    for (Folder folder : top.folders.values()) {
      add(splits.get(Split.TRAIN), folder.name, List.of());
      for (Folder below : folder.folders.values()) {
        Split split = Split.ofFolder(below.name).orElse(null);
        if (split != null) {
          add(splits.computeIfAbsent(split, s -> classes()), folder.name, below.below());
        }
      }
    }
    return new FolderLayout(splits, true, remarks);
  }

  private static Map<String, List<Folder.Below>> classes() {
    return new TreeMap<>(SourceListing::compareCodePoints);
  }

  private static void add(
      Map<String, List<Folder.Below>> classes, String name, List<Folder.Below> more) {
    List<Folder.Below> all = new ArrayList<>(classes.getOrDefault(name, List.of()));
    all.addAll(more);
    all.sort((a, b) -> SourceListing.compareCodePoints(a.path(), b.path()));
    classes.put(name, all);
  }

  private static void leaveOut(Folder folder, String what, List<String> remarks) {
    if (!folder.pictures.isEmpty()) {
      remarks.add(
          "%s left out, being in no %s folder; the first: %s"
              .formatted(
                  pictures(folder.pictures.size()), what, folder.pictures.get(0).source().name()));
    }
  }

  private static String pictures(int n) {
    return n == 1 ? "1 picture is" : n + " pictures are";
  }
}
