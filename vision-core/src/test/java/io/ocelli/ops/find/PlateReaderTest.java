package io.ocelli.ops.find;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ocelli.ops.find.PlateReader.Reading;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PlateReaderTest {
  private static List<Reading> readings(String... texts) {
    return Stream.of(texts).map(text -> new Reading(text, 0, 1)).toList();
  }

  private static boolean plausible(String... texts) {
    List<Reading> all = readings(texts);
    return PlateReader.plausible(PlateReader.vote(all, 5), all);
  }

  @Test
  void agreementIsTheShareOfCharactersThatStay() {
    assertThat(PlateReader.agreement(readings("AB123", "AB123"))).isEqualTo(1);
    assertThat(PlateReader.agreement(readings("AB123", "A8123"))).isCloseTo(0.8, within(1e-9));
    assertThat(PlateReader.agreement(readings("AB123", "B123"))).isCloseTo(0.8, within(1e-9));
    assertThat(PlateReader.agreement(readings("B123", "AB123"))).isCloseTo(0.8, within(1e-9));
    assertThat(PlateReader.agreement(readings("AB1", "CD2"))).isEqualTo(0);
    // (1 + 0.8 + 0.8) / 3
    assertThat(PlateReader.agreement(readings("AB123", "AB123", "A8123")))
        .isCloseTo(2.6 / 3, within(1e-9));
  }

  @Test
  void whatReadsAsNothingAgreesWithNothing() {
    assertThat(PlateReader.agreement(readings("", "", "", "S858"))).isEqualTo(0);
    assertThat(PlateReader.agreement(readings("AB123"))).isEqualTo(0);
  }

  @Test
  void aPlateReadsMuchTheSameEachTime() {
    assertThat(plausible("AB123", "A8123", "AB123", "ABI23", "AB123", "AB12")).isTrue();
    assertThat(plausible("AB123", "", "M23", "RA1", "W02300", "EEE")).isFalse();
  }

  @Test
  void aPlateHasADigit() {
    assertThat(plausible("HOTEL", "HOTEL", "HOTEL")).isFalse();
    assertThat(plausible("HOTEL1", "HOTEL1", "HOTEL1")).isTrue();
  }
}
