package io.ocelli.augment.weather;

import io.ocelli.augment.Change;
import io.ocelli.augment.ChangeGroup;
import java.util.List;

/** The changes of this package. */
public final class WeatherChanges implements ChangeGroup {
  @Override
  public String title() {
    return "Weather and light";
  }

  @Override
  public List<Class<? extends Change>> changes() {
    return List.of(Shadow.class, SunFlare.class, Rain.class, Fog.class, Dust.class);
  }
}
