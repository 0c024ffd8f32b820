package io.ocelli.dataset.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocelli.dataset.ByteSource;
import io.ocelli.dataset.Sample;
import io.ocelli.image.Image;
import io.ocelli.image.ImageFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NearDuplicatesTest {
  private static final int SIDE = 32;

  @TempDir Path dir;

  private static float[] noise(long seed) {
    Random random = new Random(seed);
    float[] values = new float[SIDE * SIDE];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextInt(256);
    }
    return values;
  }

  /** A plain ground with a disc in its middle, and spots on the disc that differ by the seed. */
  static Image leaf(long seed) {
    return leaf(seed, 0);
  }

  /** The same with some of its 25 spots elsewhere. */
  private static Image leaf(long seed, int changed) {
    Random random = new Random(seed);
    byte[] bgr = new byte[120 * 90 * 3];
    int[][] spots = new int[25][];
    for (int k = 0; k < spots.length; k++) {
      random = k == spots.length - changed ? new Random(seed + 1000) : random;
      spots[k] =
          new int[] {30 + random.nextInt(60), 15 + random.nextInt(60), 2 + random.nextInt(6)};
    }
    for (int y = 0; y < 90; y++) {
      for (int x = 0; x < 120; x++) {
        int value = 200;
        if (Math.hypot(x - 60, y - 45) < 40) {
          value = 90;
          for (int[] spot : spots) {
            value = Math.hypot(x - spot[0], y - spot[1]) < spot[2] ? 150 : value;
          }
        }
        int i = 3 * (y * 120 + x);
        bgr[i] = (byte) (value / 2);
        bgr[i + 1] = (byte) value;
        bgr[i + 2] = (byte) (value * 3 / 4);
      }
    }
    return Image.ofBgr(120, 90, bgr);
  }

  @ParameterizedTest
  @EnumSource
  void theHashOfATurnedPictureFollowsFromItsOwn(Symmetry symmetry) {
    for (long seed = 0; seed < 50; seed++) {
      float[] picture = noise(seed);
      long hash = PerceptualHash.of(picture, SIDE);
      assertThat(PerceptualHash.turned(hash, symmetry))
          .isEqualTo(PerceptualHash.of(symmetry.of(picture, SIDE), SIDE));
    }
  }

  @Test
  void theIndexFindsWhatComparingAllFinds() {
    Random random = new Random(1);
    long[] hashes = new long[400];
    for (int i = 0; i < hashes.length; i++) {
      hashes[i] = random.nextLong();
      if (i % 4 != 0) {
        hashes[i] = hashes[i - 1];
        for (int flips = random.nextInt(18); flips > 0; flips--) {
          hashes[i] ^= 1L << random.nextInt(64);
        }
      }
    }
    HashIndex index = new HashIndex(hashes);
    int pairs = 0;
    for (long hash : hashes) {
      Set<Integer> expected = new TreeSet<>();
      for (int i = 0; i < hashes.length; i++) {
        if (Long.bitCount(hash ^ hashes[i]) <= HashIndex.RADIUS) {
          expected.add(i);
        }
      }
      List<Integer> found = new ArrayList<>();
      index.near(hash, (i, distance) -> found.add(i));
      assertThat(found).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(expected);
      pairs += expected.size() - 1;
    }
    assertThat(pairs).isGreaterThan(300);
  }

  @ParameterizedTest
  @EnumSource
  void turnedCopiesAreFoundAndLikeLeavesAreNot(Symmetry symmetry) throws IOException {
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      Path file = dir.resolve(i + ".png");
      try (Image leaf = leaf(i)) {
        leaf.write(file);
      }
      samples.add(new Sample(ByteSource.of(file), 0));
    }
    byte[] copy = PlantedFaults.altered(dir.resolve("7.png"), symmetry, 0.9, 60);
    samples.add(new Sample(ByteSource.of("copy.jpg", copy), 0));
    NearDuplicates near = NearDuplicates.of(samples, 2, done -> {});
    assertThat(near.groups()).containsExactly(List.of(7, 12));
    NearDuplicates.Pair pair = near.pairs().get(0);
    assertThat(pair.symmetry()).isEqualTo(symmetry);
    assertThat(pair.likeness()).isBetween(NearDuplicates.CONFIRMED, 1.0);
    assertThat(NearDuplicates.of(samples, 5, done -> {})).isEqualTo(near);
  }

  @ParameterizedTest
  @EnumSource
  void alteredCopiesOfLikeLeavesAreFound(AlteredCopies.Kind kind) throws IOException {
    List<Sample> samples = new ArrayList<>();
    List<List<Integer>> pairs = new ArrayList<>();
    int leaves = 8;
    Random random = new Random(3);
    for (int i = 0; i < 2 * leaves; i++) {
      try (Image leaf = leaf(i % leaves)) {
        byte[] bytes =
            i < leaves ? leaf.encode(ImageFormat.PNG) : AlteredCopies.altered(leaf, kind, random);
        samples.add(new Sample(ByteSource.of(i + ".jpg", bytes), 0));
      }
      if (i < leaves) {
        pairs.add(List.of(i, leaves + i));
      }
    }
    List<List<Integer>> groups = NearDuplicates.groups(samples, 2);
    assertThat(groups).isSubsetOf(pairs).hasSizeGreaterThanOrEqualTo(leaves - 1);
  }

  /** Features that agree make the check see more, those that do not leave it as it is. */
  @Test
  void featuresConfirmPairsThatAreInDoubt() {
    int leaves = 24;
    List<Sample> samples = new ArrayList<>();
    Random random = new Random(5);
    for (int i = 0; i < 2 * leaves; i++) {
      try (Image leaf = leaf(i % leaves, i < leaves ? 0 : 1 + i % 6)) {
        byte[] bytes =
            i < leaves
                ? leaf.encode(ImageFormat.PNG)
                : AlteredCopies.altered(leaf, AlteredCopies.Kind.ROTATED_3, random);
        samples.add(new Sample(ByteSource.of(i + ".jpg", bytes), 0));
      }
    }
    List<Look> looks = Look.at(samples, Look.Depth.COPIES, null, 2, done -> {});
    NearDuplicates without = NearDuplicates.among(looks, 2, false);
    NearDuplicates agreeing = NearDuplicates.among(withFeatures(looks, leaves), 2, true);
    NearDuplicates apart = NearDuplicates.among(withFeatures(looks, 2 * leaves), 2, true);
    assertThat(agreeing.pairs()).containsAll(without.pairs());
    assertThat(agreeing.pairs()).hasSizeGreaterThan(without.pairs().size());
    assertThat(agreeing.pairs())
        .allSatisfy(pair -> assertThat(pair.second()).isEqualTo(pair.first() + leaves));
    assertThat(apart).isEqualTo(without);
  }

  /** Looks with features that agree where the numbers of the pictures do, modulo so many. */
  private static List<Look> withFeatures(List<Look> looks, int different) {
    List<Look> some = new ArrayList<>();
    for (int i = 0; i < looks.size(); i++) {
      float[] features = new float[different];
      features[i % different] = 1;
      Look look = looks.get(i);
      some.add(new Look(look.facts(), look.print(), null, null, features));
    }
    return some;
  }

  @Test
  void anAlignmentFindsTheMap() {
    int side = Thumbprint.SIDE;
    float[] picture = new float[side * side];
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        picture[y * side + x] =
            (float) (100 + 40 * Math.sin(x / 5.0 + y / 9.0) + 30 * Math.cos(y / 6.0 - x / 11.0));
      }
    }
    Alignment.Affine map = new Alignment.Affine(0.04, -0.05, 0.03, -0.02, -0.04, 0.02);
    float[] brighter = picture.clone();
    for (int i = 0; i < brighter.length; i++) {
      brighter[i] = 1.2f * brighter[i] + 5;
    }
    float[] template = Alignment.warped(picture, side, map, new boolean[side * side]);
    Alignment.Affine found = new Alignment(template).to(brighter, 0.7);
    assertThat(found).isNotNull();
    // A hundredth of half the side is a third of a cell.
    Offset<Double> close = Offset.offset(0.01);
    assertThat(found.x0()).isCloseTo(map.x0(), close);
    assertThat(found.xx()).isCloseTo(map.xx(), close);
    assertThat(found.xy()).isCloseTo(map.xy(), close);
    assertThat(found.y0()).isCloseTo(map.y0(), close);
    assertThat(found.yx()).isCloseTo(map.yx(), close);
    assertThat(found.yy()).isCloseTo(map.yy(), close);
  }

  @Test
  void plainPicturesAreCopiesOnlyByteForByte() throws IOException {
    List<Sample> samples = new ArrayList<>();
    for (int gray : new int[] {10, 120, 120, 250}) {
      try (Image plain = Image.blank(40, 40, gray, gray, gray)) {
        byte[] bytes = plain.encode(ImageFormat.PNG);
        samples.add(new Sample(ByteSource.of("plain" + samples.size() + ".png", bytes), 0));
      }
    }
    Files.writeString(dir.resolve("text.png"), "no picture");
    samples.add(new Sample(ByteSource.of(dir.resolve("text.png")), 0));
    assertThat(NearDuplicates.groups(samples, 2)).containsExactly(List.of(1, 2));
  }
}
