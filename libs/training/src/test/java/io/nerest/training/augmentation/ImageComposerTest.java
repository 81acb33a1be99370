package io.nerest.training.augmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nerest.arguments.training.AugmentationArguments;
import io.nerest.training.dataset.DatasetItem;
import io.nerest.vision.box.Box;
import io.nerest.vision.box.IgnoreRegion;
import io.nerest.vision.box.LabelledBox;
import java.awt.Color;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageComposerTest {
    private static final int IMGSZ = 128;
    /** 32x16 pixels at (16, 16) of 128x64. */
    private static final LabelledBox LABEL = new LabelledBox(3, 0.25f, 0.375f, 0.25f, 0.25f);

    private static final Color WATER = new Color(20, 60, 90);
    private static final Color FISH = new Color(250, 120, 60);

    @TempDir
    private Path folder;

    private DatasetItem frame;

    @SuppressWarnings("ArrayRecordComponent")
    private record Composed(int[][] colours, List<PlacedBox> boxes, List<Box> ignored) {
        int at(int x, int y) {
            return colours[y][x];
        }
    }

    @BeforeEach
    void draw() {
        frame = TestFrames.frame(folder, "frame", IMGSZ, 64, WATER, FISH, LABEL);
    }

    @Test
    void withoutAugmentationAnImageIsLetterboxed() {
        Composed composed = compose(TestFrames.only(), 1, frame);

        assertThat(composed.at(0, 31)).isEqualTo(0x727272);
        assertThat(composed.at(0, 32)).isEqualTo(WATER.getRGB() & 0xffffff);
        assertThat(composed.at(16, 48)).isEqualTo(FISH.getRGB() & 0xffffff);
        assertThat(composed.at(15, 48)).isEqualTo(WATER.getRGB() & 0xffffff);
        assertThat(composed.boxes()).containsExactly(new PlacedBox(3, new Box(16, 48, 48, 64)));
    }

    @Test
    void fliplrMirrorsPixelsAndBoxes() {
        Composed composed = compose(TestFrames.only("fliplr=1"), 1, frame);

        assertThat(composed.boxes()).containsExactly(new PlacedBox(3, new Box(80, 48, 112, 64)));
        assertThat(composed.at(111, 48)).isEqualTo(FISH.getRGB() & 0xffffff);
        assertThat(composed.at(112, 48)).isEqualTo(WATER.getRGB() & 0xffffff);
    }

    @Test
    void flipudMirrorsPixelsAndBoxesVertically() {
        Composed composed = compose(TestFrames.only("flipud=1"), 1, frame);

        assertThat(composed.boxes()).containsExactly(new PlacedBox(3, new Box(16, 64, 48, 80)));
        assertThat(composed.at(16, 64)).isEqualTo(FISH.getRGB() & 0xffffff);
        assertThat(composed.at(16, 63)).isEqualTo(WATER.getRGB() & 0xffffff);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hsv_h=0.5",
                "hsv_s=0.9",
                "hsv_v=0.9",
                "scale=0.5",
                "translate=0.3",
                "degrees=45",
                "shear=20",
                "perspective=0.001",
                "mosaic=1",
                "mixup=1",
                "copy_paste=1",
                "fliplr=1",
                "flipud=1"
            })
    void eachArgumentChangesTheImage(String argument) {
        DatasetItem other = TestFrames.frame(folder, "other", 128, 64, Color.GRAY, Color.YELLOW, LABEL);

        Composed with = compose(TestFrames.only(argument), 5, frame, other);

        Composed without = compose(TestFrames.only(), 5, frame, other);
        assertThat(Arrays.deepEquals(with.colours(), without.colours())).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"hsv_h=0.5", "hsv_s=0.9", "hsv_v=0.9"})
    void coloursChangeWithoutMovingABox(String argument) {
        assertThat(compose(TestFrames.only(argument), 2, frame).boxes())
                .containsExactly(new PlacedBox(3, new Box(16, 48, 48, 64)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "scale=0.5",
                "translate=0.2",
                "scale=0.5 translate=0.1 fliplr=0.5 flipud=0.5",
                "mosaic=1 scale=0.5"
            })
    void boxesStayOnTheirObjectsToThePixel(String arguments) {
        int checked = 0;
        for (int seed = 0; seed < 40; seed++) {
            Composed composed = compose(TestFrames.only(arguments.split(" ")), seed, frame);
            if (composed.boxes().size() == 1) {
                Box seen = brightestPart(composed);
                Box box = composed.boxes().get(0).box();
                assertThat(box.x1()).as("seed %d: %s and %s", seed, box, seen).isCloseTo(seen.x1(), within(1f));
                assertThat(box.y1()).isCloseTo(seen.y1(), within(1f));
                assertThat(box.x2()).isCloseTo(seen.x2(), within(1f));
                assertThat(box.y2()).isCloseTo(seen.y2(), within(1f));
                checked++;
            }
        }
        assertThat(checked).isGreaterThan(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"degrees=40", "shear=20", "perspective=0.001", "degrees=20 shear=10 scale=0.3 mosaic=1"})
    void boxesEncloseTheirTurnedObjectsTightly(String arguments) {
        int checked = 0;
        for (int seed = 0; seed < 40; seed++) {
            Composed composed = compose(TestFrames.only(arguments.split(" ")), seed, frame);
            if (composed.boxes().size() == 1) {
                Box seen = brightestPart(composed);
                Box box = composed.boxes().get(0).box();
                boolean whole = box.x1() > 0 && box.y1() > 0 && box.x2() < IMGSZ && box.y2() < IMGSZ;
                if (whole && !arguments.contains("mosaic")) {
                    assertThat(box.x1())
                            .as("seed %d: %s and %s", seed, box, seen)
                            .isCloseTo(seen.x1(), within(2f));
                    assertThat(box.y2())
                            .as("seed %d: %s and %s", seed, box, seen)
                            .isCloseTo(seen.y2(), within(2f));
                }
                assertThat(seen.x1()).isGreaterThan(box.x1() - 1.5f);
                assertThat(seen.y1()).isGreaterThan(box.y1() - 1.5f);
                assertThat(seen.x2()).isLessThan(box.x2() + 1.5f);
                assertThat(seen.y2()).isLessThan(box.y2() + 1.5f);
                checked++;
            }
        }
        assertThat(checked).isGreaterThan(5);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fliplr=1",
                "flipud=1",
                "scale=0.5 translate=0.2",
                "degrees=20 shear=10 scale=0.3 mosaic=1",
                "mixup=1"
            })
    void ignoredRegionsMoveAsObjectsDo(String arguments) {
        IgnoreRegion same = new IgnoreRegion(LABEL.cx(), LABEL.cy(), LABEL.w(), LABEL.h());
        DatasetItem both = new DatasetItem(frame.image(), List.of(LABEL), List.of(same), "stream", 128, 64);
        int checked = 0;
        for (int seed = 0; seed < 20; seed++) {
            Composed composed = compose(TestFrames.only(arguments.split(" ")), seed, both);
            for (PlacedBox placed : composed.boxes()) {
                assertThat(composed.ignored()).contains(placed.box());
                checked++;
            }
        }
        assertThat(checked).isGreaterThan(5);
    }

    @Test
    void everyVisiblePartOfAnIgnoreRegionIsKept() {
        LabelledBox sliver = new LabelledBox(3, 0.99f, 0.5f, 0.01f, 0.5f);
        IgnoreRegion same = new IgnoreRegion(sliver.cx(), sliver.cy(), sliver.w(), sliver.h());
        DatasetItem both = new DatasetItem(frame.image(), List.of(sliver), List.of(same), "stream", 128, 64);

        Composed composed = compose(TestFrames.only(), 1, both);

        assertThat(composed.boxes()).isEmpty();
        assertThat(composed.ignored()).hasSize(1);
    }

    @Test
    void aMosaicContainsFourFramesWithoutSeams() {
        LabelledBox all = new LabelledBox(0, 0.5f, 0.5f, 1, 1);
        DatasetItem[] frames = new DatasetItem[4];
        Color[] colours = {Color.RED, Color.GREEN, Color.BLUE, Color.WHITE};
        for (int i = 0; i < 4; i++) {
            frames[i] = TestFrames.frame(folder, "c" + i, IMGSZ, IMGSZ, colours[i], colours[i], all);
        }

        TreeSet<Integer> seen = new TreeSet<>();
        for (int seed = 0; seed < 10; seed++) {
            for (int[] row : compose(TestFrames.only("mosaic=1"), seed, frames).colours()) {
                for (int colour : row) {
                    seen.add(colour);
                }
            }
        }

        assertThat(seen).containsExactlyInAnyOrder(0xff0000, 0x00ff00, 0x0000ff, 0xffffff);
    }

    @Test
    void mixupBlendsTwoImagesAndKeepsTheObjectsOfBoth() {
        DatasetItem dark = TestFrames.frame(folder, "dark", IMGSZ, IMGSZ, Color.BLACK, Color.BLACK, LABEL);
        DatasetItem bright = TestFrames.frame(folder, "bright", IMGSZ, IMGSZ, Color.WHITE, Color.WHITE, LABEL);

        Composed composed = compose(TestFrames.only("mixup=1"), 3, dark, bright);

        assertThat(composed.at(5, 5) & 0xff).isBetween(70, 185);
        assertThat(composed.boxes()).hasSize(2);
    }

    @Test
    void copyPasteAddsAMirroredCopyWithItsBox() {
        Composed composed = compose(TestFrames.only("copy_paste=1"), 3, frame);

        assertThat(composed.boxes())
                .containsExactly(new PlacedBox(3, new Box(16, 48, 48, 64)), new PlacedBox(3, new Box(80, 48, 112, 64)));
        assertThat(composed.at(100, 60)).isEqualTo(FISH.getRGB() & 0xffffff);
    }

    /** The box around the pixels that are nearer to the object's colour than to any other. */
    private static Box brightestPart(Composed composed) {
        int left = IMGSZ;
        int top = IMGSZ;
        int right = 0;
        int bottom = 0;
        for (int y = 0; y < IMGSZ; y++) {
            for (int x = 0; x < IMGSZ; x++) {
                if ((composed.at(x, y) >> 16) > 135) {
                    left = Math.min(left, x);
                    top = Math.min(top, y);
                    right = Math.max(right, x + 1);
                    bottom = Math.max(bottom, y + 1);
                }
            }
        }
        return new Box(left, top, right, bottom);
    }

    /** Composes the first item's image; its partners are the others in turn, or plain water where there are none. */
    private Composed compose(AugmentationArguments arguments, long seed, DatasetItem... items) {
        DatasetItem water = TestFrames.frame(
                folder, "water", IMGSZ, IMGSZ, WATER, WATER, new LabelledBox(0, 0.5f, 0.5f, 0.001f, 0.001f));
        List<DatasetItem> all = items.length == 1 ? List.of(items[0], water) : List.of(items);
        try (FrameLoader loader = new FrameLoader(all, IMGSZ, 1 << 20, false);
                ImageComposer composer = new ImageComposer(loader, arguments, IMGSZ)) {
            int[] turn = new int[1];
            composer.compose(0, () -> 1 + turn[0]++ % (all.size() - 1), true, new SplittableRandom(seed));
            int[][] colours = new int[IMGSZ][IMGSZ];
            byte[] bgr = new byte[3 * IMGSZ * IMGSZ];
            composer.image().data().get(bgr);
            for (int i = 0; i < IMGSZ * IMGSZ; i++) {
                colours[i / IMGSZ][i % IMGSZ] =
                        (bgr[3 * i + 2] & 0xff) << 16 | (bgr[3 * i + 1] & 0xff) << 8 | (bgr[3 * i] & 0xff);
            }
            return new Composed(colours, List.copyOf(composer.boxes()), List.copyOf(composer.ignored()));
        }
    }
}
