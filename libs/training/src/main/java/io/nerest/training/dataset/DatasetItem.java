package io.nerest.training.dataset;

import io.nerest.vision.box.GroundTruth;
import io.nerest.vision.box.IgnoreRegion;
import io.nerest.vision.box.LabelledBox;
import java.nio.file.Path;
import java.util.List;

/**
 * One labelled image.
 *
 * @param image the file
 * @param labels the objects; empty for background
 * @param ignored regions that training and evaluation ignore
 * @param stream the camera, see {@link io.nerest.formats.model.Streams}
 * @param width of the image in pixels, after EXIF rotation
 * @param height of the image in pixels
 */
public record DatasetItem(
        Path image, List<LabelledBox> labels, List<IgnoreRegion> ignored, String stream, int width, int height) {

    public DatasetItem {
        labels = List.copyOf(labels);
        ignored = List.copyOf(ignored);
    }

    /** An image without ignore regions. */
    public DatasetItem(Path image, List<LabelledBox> labels, String stream, int width, int height) {
        this(image, labels, List.of(), stream, width, height);
    }

    /** Returns the labels in pixels of the image. */
    public List<GroundTruth> groundTruths() {
        return labels.stream()
                .map(label -> new GroundTruth(label.toPixels(width, height), label.classId()))
                .toList();
    }
}
