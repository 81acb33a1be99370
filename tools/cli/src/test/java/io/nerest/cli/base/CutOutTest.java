package io.nerest.cli.base;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerest.vision.box.Box;
import io.nerest.vision.box.GroundTruth;
import io.nerest.vision.box.LabelledBox;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From frames to cut-outs, and onto a background. */
class CutOutTest {
    private static final int WIDTH = 200;
    private static final int HEIGHT = 112;
    private static final Origin ORIGIN = new Origin("a.jpg", "a", "CC BY 4.0");
    private static final LabelledBox LABEL = LabelledBox.around(0, 80, 40, 120, 60, WIDTH, HEIGHT);

    @TempDir
    private Path folder;

    @Test
    void theMedianShowsNoFishThatPasses() {
        List<Pixels> frames = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            frames.add(withFish(filled(40), 15 + 20 * i, 50, 200));
        }

        assertThat(MedianImage.of(frames).values()).containsOnly(40);
    }

    @Test
    void theMaskIsTheFish() {
        CutOut fish = cut(withFish(filled(40), 100, 50, 200)).orElseThrow();

        assertThat(fish.pixels().at(fish.pixels().width() / 2, fish.pixels().height() / 2, 3))
                .isGreaterThan(240);
        assertThat(fish.pixels().at(0, 0, 3)).isLessThan(20);
        assertThat(fish.pixels().at(fish.pixels().width() / 2, fish.pixels().height() / 2, 0))
                .isEqualTo(200);
        assertThat(fish.place()).containsOnly(40);
    }

    @Test
    void whatHardlyDiffersOrDiffersEverywhereIsLeftOut() {
        assertThat(cut(withFish(filled(40), 100, 50, 200))).isPresent();
        assertThat(cut(withFish(filled(40), 100, 50, 45))).as("camouflaged").isEmpty();
        assertThat(cut(filled(120))).as("the whole label differs").isEmpty();
        assertThat(cut(withFish(filled(40), 40, 50, 200))).as("beside the fish").isEmpty();
    }

    @Test
    void theLabelCoversWhatWasPastedAndLiesInTheContent() {
        CutOut fish = cut(withFish(filled(40), 100, 50, 200)).orElseThrow();
        Random random = new Random(1);
        int pasted = 0;
        for (int i = 0; i < 200; i++) {
            Scene scene = Scene.of(new Background(ORIGIN, filled(20), List.of()), random);
            float before = scene.at(0, 0, 1);
            if (Pasting.paste(scene, fish, i % 2 == 0, random)) {
                Box box = scene.fish().get(0).box();
                Optional<Box> changed = changed(scene, before);
                assertThat(changed).isPresent();
                assertThat(box.x1()).isBetween(0f, changed.get().x1() + 1);
                assertThat(box.y1()).isBetween(0f, changed.get().y1() + 1);
                assertThat(box.x2()).isBetween(changed.get().x2() - 1, (float) WIDTH);
                assertThat(box.y2()).isBetween(changed.get().y2() - 1, (float) HEIGHT);
                assertThat(box.iou(changed.get())).isGreaterThan(0.45f);
                pasted++;
            }
        }
        assertThat(pasted).isGreaterThan(50);
    }

    @Test
    void aFishThatCannotBeSeenOrWouldHideAnotherIsNotPasted() {
        Random random = new Random(1);
        CutOut like = new CutOut(ORIGIN, 0, opaque(20), 30, new float[] {20, 20, 20});
        CutOut unlike = new CutOut(ORIGIN, 0, opaque(200), 30, new float[] {20, 20, 20});
        GroundTruth everywhere = new GroundTruth(new Box(0, 0, WIDTH, HEIGHT), 0);
        int seen = 0;
        for (int i = 0; i < 50; i++) {
            Scene dark = Scene.of(new Background(ORIGIN, filled(20), List.of()), random);
            assertThat(Pasting.paste(dark, like, false, random)).isFalse();
            Scene full = Scene.of(new Background(ORIGIN, filled(20), List.of(everywhere)), random);
            assertThat(Pasting.paste(full, unlike, false, random)).isFalse();
            seen += Pasting.paste(dark, unlike, false, random) ? 1 : 0;
        }
        assertThat(seen).isPositive();
    }

    @Test
    void ownLabelsMoveWithAMirroredBackground() {
        Pixels content = withFish(filled(20), 40, 50, 200);
        GroundTruth fish = new GroundTruth(new Box(20, 40, 60, 60), 0);

        Background mirrored = new Background(ORIGIN, content, List.of(fish)).mirrored();

        assertThat(mirrored.fish().get(0).box()).isEqualTo(new Box(140, 40, 180, 60));
        assertThat(mirrored.content().at(159, 50, 0)).isEqualTo(200);
        assertThat(mirrored.content().at(40, 50, 0)).isEqualTo(20);
    }

    @Test
    void aRotatedImageHasAllItsPixels() {
        Pixels bar = new Pixels(new byte[30 * 4], 30, 4, 1);
        Arrays.fill(bar.values(), (byte) 200);

        Pixels upright = bar.rotated(90);
        Pixels slanted = bar.rotated(20);

        assertThat(upright.at(upright.width() / 2, 1, 0)).isEqualTo(200);
        assertThat(upright.at(upright.width() / 2, upright.height() - 2, 0)).isEqualTo(200);
        assertThat(slanted.height()).isEqualTo((int) Math.ceil(30 * 0.34202 + 4 * 0.93969));
        assertThat(slanted.at(slanted.width() / 2, slanted.height() / 2, 0)).isEqualTo(200);
        assertThat(slanted.at(0, 0, 0)).isZero();
    }

    @Test
    void aClipIsLeftOutIfItsCameraMovesOrItsFramesDiffer() throws Exception {
        List<Path> still = new DrawnCamera("still", 90, 90, 90).draw(folder, 9);
        List<Path> blue = new DrawnCamera("still_b", 250, 60, 60).draw(folder, 4);
        List<Path> red = new DrawnCamera("still_c", 60, 60, 250).draw(folder, 4);

        assertThat(ClipStudy.of(clip(still))).isPresent();
        assertThat(ClipStudy.of(clip(still.subList(0, 7)))).as("seven frames").isEmpty();
        blue.addAll(red);
        assertThat(ClipStudy.of(clip(blue))).as("changing light").isEmpty();
    }

    private static FixedClip clip(List<Path> images) {
        return new FixedClip(
                "a",
                "a",
                true,
                images.stream()
                        .map(image -> new LabelledCameraFrame(ORIGIN, image, List.of()))
                        .toList());
    }

    private static Optional<CutOut> cut(Pixels image) {
        Pixels background = filled(40);
        LabelledCameraFrame frame = new LabelledCameraFrame(ORIGIN, Path.of("a.jpg"), List.of(LABEL));
        return CutOut.of(frame, LABEL, image, background, CutOut.difference(image, background));
    }

    /** The box around the pixels that are brighter than before by more than two fifths of the largest change. */
    private static Optional<Box> changed(Scene scene, float before) {
        float largest = 0;
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                largest = Math.max(largest, Math.abs(scene.at(x, y, 1) - before));
            }
        }
        Box around = new Box(WIDTH, HEIGHT, 0, 0);
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                if (Math.abs(scene.at(x, y, 1) - before) > 0.4f * largest) {
                    around = new Box(
                            Math.min(around.x1(), x),
                            Math.min(around.y1(), y),
                            Math.max(around.x2(), x + 1),
                            Math.max(around.y2(), y + 1));
                }
            }
        }
        return around.x2() > 0 ? Optional.of(around) : Optional.empty();
    }

    private static Pixels opaque(int grey) {
        byte[] values = new byte[30 * 15 * 4];
        for (int i = 0; i < values.length; i++) {
            values[i] = (byte) (i % 4 == 3 ? 255 : grey);
        }
        return new Pixels(values, 30, 15, 4);
    }

    private static Pixels filled(int grey) {
        byte[] values = new byte[WIDTH * HEIGHT * 3];
        Arrays.fill(values, (byte) grey);
        return new Pixels(values, WIDTH, HEIGHT, 3);
    }

    /** Draws an ellipse of 40x20 pixels. */
    private static Pixels withFish(Pixels image, int x, int y, int grey) {
        for (int row = y - 10; row < y + 10; row++) {
            for (int column = Math.max(0, x - 20); column < Math.min(WIDTH, x + 20); column++) {
                if (Math.pow((column - x) / 20.0, 2) + Math.pow((row - y) / 10.0, 2) < 1) {
                    Arrays.fill(
                            image.values(), (row * WIDTH + column) * 3, (row * WIDTH + column) * 3 + 3, (byte) grey);
                }
            }
        }
        return image;
    }
}
