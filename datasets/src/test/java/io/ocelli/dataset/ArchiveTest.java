package io.ocelli.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ocelli.error.OcelliException;
import io.ocelli.error.UsageException;
import io.ocelli.testing.TestData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveTest {
  private static final List<String> NAMES =
      List.of(
          "wrap/cat/a.jpg",
          "wrap/лист томата/葉 🍅.png",
          "wrap/cat/" + "long".repeat(60) + ".jpg",
          "wrap/notes.txt",
          "__MACOSX/wrap/cat/._a.jpg",
          "wrap/cat/.hidden.jpg",
          "wrap/empty/");

  @TempDir Path dir;

  private List<Path> archives() throws IOException {
    Path gz = dir.resolve("d.tgz");
    Path bz = dir.resolve("d.tar.bz2");
    return List.of(
        Trees.tar(dir.resolve("d.tar"), NAMES),
        Trees.tar(new GZIPOutputStream(Files.newOutputStream(gz)), gz, NAMES),
        Trees.tar(new BZip2CompressorOutputStream(Files.newOutputStream(bz)), bz, NAMES),
        Trees.zip(dir.resolve("d.zip"), NAMES, false),
        Trees.zip(dir.resolve("stored.zip"), NAMES, true));
  }

  @Test
  void everyKindListsAndReadsTheSame() throws IOException {
    for (Path archive : archives()) {
      SourceListing listing = SourceListing.of(archive);
      assertThat(listing.pictures())
          .extracting(entry -> String.join("/", entry.path()))
          .as("%s", archive)
          .containsExactly(
              "wrap/cat/a.jpg",
              "wrap/cat/" + "long".repeat(60) + ".jpg",
              "wrap/лист томата/葉 🍅.png");
      for (SourceListing.Entry entry : listing.pictures()) {
        String name = String.join("/", entry.path());
        assertThat(entry.source().read()).isEqualTo(Trees.bytes(name));
        assertThat(entry.source().size()).isEqualTo(Trees.bytes(name).length);
        assertThat(entry.source().name()).isEqualTo(archive + "!/" + name);
        assertThat(entry.source().file()).isNull();
      }
      assertThat(listing.others()).containsExactly(archive + "!/wrap/notes.txt");
      assertThat(listing.folders()).contains(List.of("wrap", "cat"), List.of("wrap", "empty"));
    }
  }

  @Test
  void contentDecidesNotTheName() throws IOException {
    Path tar = Trees.tar(dir.resolve("data.bin"), NAMES);
    assertThat(Archive.isArchive(tar)).isTrue();
    assertThat(Archive.list(tar).pictures()).hasSize(3);
  }

  @Test
  void hostileNamesAreOnlyNames() throws IOException {
    List<String> hostile =
        List.of("../../etc/cat/a.jpg", "/abs/dog/b.jpg", "..\\win\\..\\c.jpg", "./d/./e.jpg");
    for (Path archive :
        List.of(
            Trees.tar(dir.resolve("h.tar"), hostile),
            Trees.zip(dir.resolve("h.zip"), hostile, false))) {
      assertThat(Archive.list(archive).pictures())
          .extracting(entry -> String.join("/", entry.path()))
          .containsExactly("abs/dog/b.jpg", "d/e.jpg", "etc/cat/a.jpg", "win/c.jpg");
    }
    try (Stream<Path> files = Files.list(dir)) {
      assertThat(files).hasSize(2);
    }
  }

  @Test
  void damagedArchivesAreNamed() throws IOException {
    for (Path archive : archives()) {
      byte[] bytes = Files.readAllBytes(archive);
      Path cut = dir.resolve("cut-" + archive.getFileName());
      Files.write(cut, Arrays.copyOf(bytes, bytes.length / 5));
      assertThatThrownBy(() -> Archive.list(cut))
          .as("%s", cut)
          .isInstanceOf(OcelliException.class)
          .hasMessageContaining("cannot be read")
          .hasMessageContaining(cut.toString());
    }
  }

  @Test
  void everyLengthOfACutTarListsOrFailsClearly() throws IOException {
    byte[] bytes = Files.readAllBytes(Trees.tar(dir.resolve("d.tar"), NAMES));
    Path cut = dir.resolve("cut.tar");
    for (int length = 0; length < bytes.length; length += 131) {
      Files.write(cut, Arrays.copyOf(bytes, length));
      try {
        for (ByteSource source : Archive.list(cut).sources()) {
          assertThat(source.read()).hasSize((int) source.size());
        }
      } catch (OcelliException expected) {
        assertThat(expected).hasMessageContaining("cut.tar");
      }
    }
  }

  @Test
  void aFlippedByteInAZipEntryIsNotRead() throws IOException {
    Path zip = Trees.zip(dir.resolve("d.zip"), NAMES, true);
    ByteSource.InZip source = (ByteSource.InZip) Archive.list(zip).sources().get(0);
    byte[] bytes = Files.readAllBytes(zip);
    bytes[(int) source.offset() + 3] ^= 1;
    Files.write(zip, bytes);
    assertThatThrownBy(source::read)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("checksum")
        .hasMessageContaining("a.jpg");
  }

  @Test
  void whatIsNoArchiveIsRefused() throws IOException {
    Path text = Files.writeString(dir.resolve("data.txt"), "hello");
    assertThatThrownBy(() -> SourceListing.of(text))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("neither a folder nor an archive");
    Path tar = Files.writeString(dir.resolve("data.tar"), "hello");
    assertThatThrownBy(() -> SourceListing.of(tar)).isInstanceOf(OcelliException.class);
    Path zip = Files.writeString(dir.resolve("data.zip"), "hello");
    assertThatThrownBy(() -> SourceListing.of(zip)).isInstanceOf(OcelliException.class);
  }

  @Test
  void readsARealTarInPlace() throws IOException {
    Path tar = TestData.require("cifar10.tar");
    ClassDataset data = ClassFolder.read(tar, SplitRatios.DEFAULT, 1);
    assertThat(data.classes()).hasSize(10).startsWith("airplane").endsWith("truck");
    assertThat(data.presplit()).isTrue();
    assertThat(data.samples(Split.TEST)).hasSize(2000);
    assertThat(data.samples(Split.TRAIN)).hasSize(9000);
    assertThat(data.samples(Split.VAL)).hasSize(1000);
    assertThat(data.remarks())
        .singleElement()
        .asString()
        .contains("no val folder")
        .contains("1000");
    byte[] jpeg = data.samples(Split.TEST).get(7).source().read();
    assertThat(jpeg).startsWith(0xFF, 0xD8, 0xFF);
    assertThat(jpeg).endsWith(0xFF, 0xD9);
  }
}
