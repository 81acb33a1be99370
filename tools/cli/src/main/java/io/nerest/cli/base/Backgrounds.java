package io.nerest.cli.base;

import io.nerest.vision.box.GroundTruth;
import java.io.IOException;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Draws backgrounds: medians, frames of cameras without fish, frames with fish, and images of other sets without fish.
 *
 * @param medians each clip's, without black bars
 * @param empty frames of the cameras without fish
 * @param labelled frames of the cameras in the format, with fish
 * @param others images of other sets without fish
 */
record Backgrounds(
        CameraFrameFormat format,
        List<Background> medians,
        List<LabelledCameraFrame> empty,
        List<LabelledCameraFrame> labelled,
        List<LabelledCameraFrame> others) {
    private static final double MEDIANS = 0.30;
    private static final double EMPTY = 0.45;
    private static final double LABELLED = 0.70;
    private static final double SMALLEST_PART = 0.6;

    Backgrounds {
        medians = List.copyOf(medians);
        empty = List.copyOf(empty);
        labelled = List.copyOf(labelled);
        others = List.copyOf(others);
    }

    /** Returns a background of the size of the format's content. Where there are no images of a kind, it is a median. */
    Background next(RandomGenerator random) throws IOException {
        double kind = random.nextDouble();
        Background background;
        if (kind >= MEDIANS && kind < EMPTY && !empty.isEmpty()) {
            background = part(withoutFish(one(empty, random)), random);
        } else if (kind >= EMPTY && kind < LABELLED && !labelled.isEmpty()) {
            background = withFish(one(labelled, random));
        } else if (kind >= LABELLED && !others.isEmpty()) {
            background = part(withoutFish(one(others, random)), random);
        } else {
            background = part(one(medians, random), random);
        }
        return random.nextBoolean() ? background.mirrored() : background;
    }

    private static Background withoutFish(LabelledCameraFrame frame) throws IOException {
        Pixels image = ClipStudy.read(frame);
        return new Background(frame.origin(), CameraFrameFormat.of(image).content(image), List.of());
    }

    private Background withFish(LabelledCameraFrame frame) throws IOException {
        List<GroundTruth> fish = frame.boxes().stream()
                .map(format::inContent)
                .filter(one -> one.box().width() >= 1 && one.box().height() >= 1)
                .toList();
        return new Background(frame.origin(), format.content(ClipStudy.read(frame)), fish);
    }

    /** Returns a part of random size and place that has the shape of the format's content. */
    private Background part(Background whole, RandomGenerator random) {
        Pixels image = whole.content();
        double shape = (double) format.width() / format.rows();
        double share = random.nextDouble(SMALLEST_PART, 1);
        double fullWidth = Math.min(image.width(), image.height() * shape) * share;
        int width = Math.max(1, (int) fullWidth);
        int height = Math.max(1, (int) (fullWidth / shape));
        int left = random.nextInt(image.width() - width + 1);
        int top = random.nextInt(image.height() - height + 1);
        Pixels part = image.crop(left, top, width, height)
                .resized(format.width(), format.rows(), AntialiasedResize.Filter.BILINEAR);
        return new Background(whole.origin(), part, List.of());
    }

    private static <T> T one(List<T> list, RandomGenerator random) {
        return list.get(random.nextInt(list.size()));
    }
}
