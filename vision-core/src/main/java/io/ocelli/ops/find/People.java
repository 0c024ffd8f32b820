package io.ocelli.ops.find;

import io.ocelli.image.Raster;
import io.ocelli.ops.Findings;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Show;
import io.ocelli.ops.Transform;
import java.util.List;

/** Finds people; see {@link Op}. */
@Op(
    name = "people",
    finds = Person.class,
    does = "Finds people who stand or walk, seen whole.",
    example = "people",
    scene = "street",
    source = "OpenCV HOGDescriptor with its default people detector; Dalal and Triggs (2005)",
    notes =
        "The findings are the people, largest first. They have to be some 100 pixels high, upright"
            + " and not half covered; poles and door frames are sometimes taken for people.")
public record People(
    @Param(
            does = "score that has to be reached; lower finds more, and more that is wrong",
            byDefault = "0.4",
            attempt = "1",
            min = -2,
            max = 10)
        double threshold,
    @Param(
            does =
                "growth from one window size to the next; smaller is slower and finds a little more",
            byDefault = "1.05",
            attempt = "1.2",
            min = 1.01,
            max = 2)
        double scale,
    @Param(
            does = "what the picture is multiplied by first, to see smaller people",
            byDefault = "1",
            attempt = "1.5",
            min = 0.1,
            max = 4)
        double enlarge,
    @Param(does = "what the picture shows", byDefault = "draw", attempt = "mask") Show show)
    implements Transform {
  @Override
  public Raster apply(Raster in, Findings findings) {
    List<Person> people = new PeopleSearch(threshold, scale, enlarge).in(in);
    people.forEach(findings::add);
    return Marked.show(
        in, show, people.stream().map(person -> Marked.of(person.box(), "person", 2)).toList());
  }
}
