package io.ocelli.dataset;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A folder of a listing with what is below it. Names are in Unicode normal form C, so that a folder
 * that was zipped on a system that decomposes names meets its twin.
 */
final class Folder {
  final String name;
  final SortedMap<String, Folder> folders = new TreeMap<>(SourceListing::compareCodePoints);
  final List<SourceListing.Entry> pictures = new ArrayList<>();

  private Folder(String name) {
    this.name = name;
  }

  static Folder of(SourceListing listing) {
    Folder root = new Folder("");
    listing.folders().forEach(path -> root.at(path, path.size()));
    for (SourceListing.Entry picture : listing.pictures()) {
      root.at(picture.path(), picture.path().size() - 1).pictures.add(picture);
    }
    return root;
  }

  private Folder at(List<String> path, int depth) {
    Folder folder = this;
    for (String part : path.subList(0, depth)) {
      String name = Normalizer.normalize(part, Normalizer.Form.NFC);
      folder = folder.folders.computeIfAbsent(name, Folder::new);
    }
    return folder;
  }

  boolean hasPictures() {
    return !pictures.isEmpty() || hasPicturesInFolders();
  }

  boolean hasPicturesInFolders() {
    return folders.values().stream().anyMatch(Folder::hasPictures);
  }

  /** A picture and its path below this folder, with slashes. */
  record Below(String path, ByteSource source) {}

  /** All pictures below, by path. */
  List<Below> below() {
    List<Below> found = new ArrayList<>();
    collect("", found);
    found.sort((a, b) -> SourceListing.compareCodePoints(a.path(), b.path()));
    return found;
  }

  private void collect(String prefix, List<Below> found) {
    for (SourceListing.Entry picture : pictures) {
      String file = picture.path().get(picture.path().size() - 1);
      found.add(
          new Below(prefix + Normalizer.normalize(file, Normalizer.Form.NFC), picture.source()));
    }
    folders.values().forEach(folder -> folder.collect(prefix + folder.name + "/", found));
  }
}
