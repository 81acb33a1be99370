package io.nerest.formats.edit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerest.formats.model.AnnotatedBox;
import io.nerest.formats.model.AnnotatedImage;
import io.nerest.formats.model.AnnotationSet;
import io.nerest.formats.model.FormatException;
import io.nerest.formats.model.Split;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SetEditsTest {

    @Test
    void severalClassesBecomeOneAndIgnoredOnesLoseTheirBoxesButNotTheirImages() throws FormatException {
        AnnotationSet set = new AnnotationSet(
                List.of("chum", "pink", "rock"),
                List.of(image("a.jpg", "chum", "rock"), image("b.jpg", "pink"), image("c.jpg", "rock")));

        AnnotationSet mapped = new ClassMap(Map.of("*", "fish"), Set.of("rock")).apply(set);

        assertThat(mapped.classNames()).containsExactly("fish");
        assertThat(mapped.images()).extracting(image -> image.boxes().size()).containsExactly(1, 1, 0);
    }

    @Test
    void aMapOfAClassThatDoesNotExistIsRefused() {
        AnnotationSet set = new AnnotationSet(List.of("chum"), List.of());

        assertThatThrownBy(() -> new ClassMap(Map.of("chumm", "fish"), Set.of()).apply(set))
                .hasMessageContaining("chumm")
                .hasMessageContaining("chum");
    }

    @Test
    void mergedImagesOfTheSameNameStayApart() {
        AnnotationSet one = new AnnotationSet(List.of("fish"), List.of(image("a.jpg", "fish")));
        AnnotationSet two = new AnnotationSet(List.of("crab", "fish"), List.of(image("a.jpg", "crab")));
        Map<String, AnnotationSet> sets = new LinkedHashMap<>();
        sets.put("one", one);
        sets.put("two", two);

        AnnotationSet merged = MergedSets.of(sets);

        assertThat(merged.classNames()).containsExactly("fish", "crab");
        assertThat(merged.images()).extracting(AnnotatedImage::name).containsExactly("a.jpg", "two/a.jpg");
    }

    @Test
    void aSplitByCameraNeverDividesACamera() {
        AnnotationSet set = streams(10, 20);
        for (long seed = 0; seed < 20; seed++) {
            AnnotationSet split = new SetSplitter(SetSplitter.By.CAMERA, 0.2, 0.1, seed)
                    .apply(set, SetEditsTest::stream, image -> Optional.empty());

            Map<String, Set<Split>> byStream = new HashMap<>();
            split.images()
                    .forEach(image -> byStream.computeIfAbsent(stream(image), name -> new HashSet<>())
                            .add(image.split()));
            assertThat(byStream.values())
                    .allSatisfy(splits -> assertThat(splits).hasSize(1));
            assertThat(split.images(Split.VAL)).hasSize(40);
            assertThat(split.images(Split.TEST)).hasSize(20);
        }
    }

    @Test
    void aSplitByTimeGivesEachCamerasLastImagesToValAndTest() {
        AnnotationSet split = new SetSplitter(SetSplitter.By.TIME, 0.2, 0.1, 0)
                .apply(
                        streams(2, 10),
                        SetEditsTest::stream,
                        image -> Optional.of(Instant.ofEpochSecond(
                                -Long.parseLong(image.name().replaceAll("\\D+\\d+_|\\D", "")))));

        // The times fall with the numbers, so the first numbers are the last images.
        assertThat(split.images(Split.TEST))
                .extracting(AnnotatedImage::name)
                .containsExactlyInAnyOrder("cam0_000.jpg", "cam1_000.jpg");
        assertThat(split.images(Split.VAL)).hasSize(4);
    }

    @Test
    void tooFewCamerasAreRefusedWithTheRemedy() {
        assertThatThrownBy(() -> new SetSplitter(SetSplitter.By.CAMERA, 0.2, 0, 0)
                        .apply(streams(1, 5), SetEditsTest::stream, image -> Optional.empty()))
                .hasMessageContaining("--by=time");
    }

    @Test
    void statisticsCountEmptyImagesAndSizes() {
        SetStatistics counts = SetStatistics.of(
                List.of(image("a.jpg", "fish", "fish"), image("b.jpg"), image("c.jpg", "fish")), box -> true);

        assertThat(counts.images()).isEqualTo(3);
        assertThat(counts.empty()).isEqualTo(1);
        assertThat(counts.boxes()).isEqualTo(3);
        assertThat(counts.mostBoxes()).isEqualTo(2);
        assertThat(counts.sizes())
                .allSatisfy(size -> assertThat(size).isEqualTo(0.2, org.assertj.core.api.Assertions.within(1e-9)));
    }

    private static AnnotationSet streams(int streams, int images) {
        List<AnnotatedImage> all = new ArrayList<>();
        for (int s = 0; s < streams; s++) {
            for (int i = 0; i < images; i++) {
                all.add(image("cam%d_%03d.jpg".formatted(s, i), "fish"));
            }
        }
        return new AnnotationSet(List.of("fish"), all);
    }

    private static String stream(AnnotatedImage image) {
        return image.name().replaceAll("_.*", "");
    }

    private static AnnotatedImage image(String name, String... classes) {
        List<AnnotatedBox> boxes = new ArrayList<>();
        for (String className : classes) {
            boxes.add(new AnnotatedBox(className, 0.1, 0.1, 0.2, 0.2, OptionalDouble.empty()));
        }
        return new AnnotatedImage(name, Split.NONE, 100, 100, Optional.empty(), boxes);
    }
}
