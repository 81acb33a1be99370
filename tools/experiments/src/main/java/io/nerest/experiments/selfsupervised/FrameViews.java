package io.nerest.experiments.selfsupervised;

import io.nerest.detector.image.DecodedImage;
import io.nerest.detector.image.ImageDecoder;
import io.nerest.detector.inference.Detector;
import io.nerest.detector.inference.FramePrediction;
import io.nerest.vision.image.ImageLimits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.bytedeco.opencv.global.opencv_core;

/**
 * Views of a frame: the frame itself, and parts of 70 to 100 % of its sides, mirrored half of the time, with other contrast (by 0.7
 * to 1.3) and brightness (by up to 25 of 255).
 */
final class FrameViews {
    private static final double LEAST_PART = 0.7;
    private static final double CONTRAST = 0.3;
    private static final double BRIGHTNESS = 25;

    private final Detector detector;
    private final int views;
    private final Random random;

    /** @param views of each frame beside the frame itself, at least 1 */
    FrameViews(Detector detector, int views, long seed) {
        this.detector = detector;
        this.views = views;
        this.random = new Random(seed);
    }

    /** Returns the features of a frame and of its views, the frame first. */
    float[][] features(Path image) throws IOException {
        List<DecodedImage> images = new ArrayList<>();
        try {
            DecodedImage frame = ImageDecoder.decode(image, ImageLimits.DEFAULT);
            images.add(frame);
            for (int i = 0; i < views; i++) {
                images.add(view(frame));
            }
            return detector.predict(images).stream()
                    .map(FramePrediction::embedding)
                    .toArray(float[][]::new);
        } finally {
            images.forEach(DecodedImage::close);
        }
    }

    private DecodedImage view(DecodedImage frame) {
        double part = LEAST_PART + (1 - LEAST_PART) * random.nextDouble();
        int width = Math.max(1, (int) (frame.width() * part));
        int height = Math.max(1, (int) (frame.height() * part));
        int left = random.nextInt(frame.width() - width + 1);
        int top = random.nextInt(frame.height() - height + 1);
        DecodedImage view;
        try (DecodedImage shared = frame.crop(left, top, width, height)) {
            view = shared.copy();
        }
        if (random.nextBoolean()) {
            opencv_core.flip(view.mat(), view.mat(), 1);
        }
        double contrast = 1 + CONTRAST * (2 * random.nextDouble() - 1);
        double brightness = BRIGHTNESS * (2 * random.nextDouble() - 1);
        view.mat().convertTo(view.mat(), -1, contrast, brightness);
        return view;
    }
}
