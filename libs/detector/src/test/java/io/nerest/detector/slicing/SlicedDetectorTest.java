package io.nerest.detector.slicing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerest.detector.image.DecodedImage;
import io.nerest.detector.inference.FramePrediction;
import io.nerest.vision.box.Box;
import io.nerest.vision.box.Detection;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Point;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.junit.jupiter.api.Test;

class SlicedDetectorTest {

    @Test
    void coversTheImageWithTilesThatOverlap() {
        List<ImageTile> tiles = ImageTile.covering(1000, 400, 400, .2);

        assertThat(tiles)
                .containsExactly(
                        new ImageTile(0, 0, 400, 400),
                        new ImageTile(300, 0, 400, 400),
                        new ImageTile(600, 0, 400, 400));
        assertThat(ImageTile.covering(300, 200, 640, .2)).containsExactly(new ImageTile(0, 0, 300, 200));
    }

    @Test
    void objectCutByTilesIsDetectedOnceAndWhole() {
        try (DecodedImage image = white(800, 300, new Box(280, 100, 340, 140))) {
            List<Integer> sizes = new ArrayList<>();
            ImageDetector ink = crops -> {
                sizes.add(crops.size());
                return crops.stream().map(SlicedDetectorTest::inkOf).toList();
            };
            SliceOptions options = new SliceOptions(300, .2, false, SliceMerge.GREEDY, .5, 300);

            List<FramePrediction> predictions = new SlicedDetector(ink, options, 2).predict(List.of(image));

            assertThat(predictions).hasSize(1);
            assertThat(predictions.get(0).detections())
                    .extracting(Detection::box)
                    .containsExactly(new Box(280, 100, 340, 140));
            assertThat(sizes).as("tiles a call").allMatch(size -> size <= 2);
        }
    }

    @Test
    void mostConfidentBoxGrowsOverOverlappingPiecesOfItsClassOnly() {
        List<Detection> pieces = List.of(
                new Detection(new Box(0, 0, 60, 40), .9f, 0),
                new Detection(new Box(30, 0, 80, 40), .6f, 0),
                new Detection(new Box(30, 0, 80, 40), .5f, 1),
                new Detection(new Box(200, 0, 260, 40), .4f, 0));

        assertThat(SliceMerge.GREEDY.merge(pieces, .5, 300))
                .containsExactly(
                        new Detection(new Box(0, 0, 80, 40), .9f, 0),
                        new Detection(new Box(30, 0, 80, 40), .5f, 1),
                        new Detection(new Box(200, 0, 260, 40), .4f, 0));
        assertThat(SliceMerge.NMS.merge(pieces, .3, 2))
                .containsExactly(
                        new Detection(new Box(0, 0, 60, 40), .9f, 0), new Detection(new Box(30, 0, 80, 40), .5f, 1));
    }

    @Test
    void embeddingIsTheMeanOverTilesIfTheWholeImageIsNotPredicted() {
        try (DecodedImage image = DecodedImage.filled(600, 300, 255)) {
            List<float[]> embeddings = new ArrayList<>(List.of(new float[] {1, 0}, new float[] {3, 4}));
            ImageDetector detector = crops -> crops.stream()
                    .map(crop -> new FramePrediction(List.of(), embeddings.remove(0)))
                    .toList();
            SliceOptions options = new SliceOptions(300, 0, false, SliceMerge.NMS, .5, 300);

            FramePrediction prediction = new SlicedDetector(detector, options, 8)
                    .predict(List.of(image))
                    .get(0);

            assertThat(prediction.embedding()).containsExactly(2, 2);
        }
    }

    @Test
    void invalidTileSettingsAreRejected() {
        assertThatThrownBy(() -> SliceOptions.ofSide(8)).hasMessageContaining("slice=8");
        assertThatThrownBy(() -> new SliceOptions(320, 1, true, SliceMerge.NMS, .5, 300))
                .hasMessageContaining("overlap=1.0");
    }

    private static DecodedImage white(int width, int height, Box black) {
        DecodedImage image = DecodedImage.filled(width, height, 255);
        try (Point from = new Point((int) black.x1(), (int) black.y1());
                Point to = new Point((int) black.x2() - 1, (int) black.y2() - 1);
                Scalar ink = Scalar.all(0)) {
            opencv_imgproc.rectangle(image.mat(), from, to, ink, opencv_imgproc.FILLED, opencv_imgproc.LINE_8, 0);
        }
        return image;
    }

    /** Detects everything that is not white. */
    private static FramePrediction inkOf(DecodedImage image) {
        int left = Integer.MAX_VALUE;
        int top = Integer.MAX_VALUE;
        int right = -1;
        int bottom = -1;
        for (int y = 0; y < image.height(); y++) {
            for (int x = 0; x < image.width(); x++) {
                if (image.pixel(x, y)[0] < 128) {
                    left = Math.min(left, x);
                    top = Math.min(top, y);
                    right = Math.max(right, x + 1);
                    bottom = Math.max(bottom, y + 1);
                }
            }
        }
        List<Detection> found = right < 0
                ? List.of()
                : List.of(new Detection(new Box(left, top, right, bottom), .5f + .001f * (right - left), 0));
        return new FramePrediction(found, new float[0]);
    }
}
