package io.nerest.training.dataset;

import io.nerest.vision.box.IgnoreRegion;
import io.nerest.vision.box.LabelledBox;
import java.nio.file.Path;
import java.util.List;

/**
 * One labelled picture.
 *
 * @param image its file
 * @param labels its objects; none where it is background
 * @param ignored regions that training is told nothing of
 * @param stream the camera it comes from, see {@link Streams}
 * @param width of the picture in pixels, as EXIF turns it
 * @param height of the picture in pixels
 */
public record DatasetItem(
        Path image, List<LabelledBox> labels, List<IgnoreRegion> ignored, String stream, int width, int height) {

    public DatasetItem {
        labels = List.copyOf(labels);
        ignored = List.copyOf(ignored);
    }

    /** A picture all of which is known. */
    public DatasetItem(Path image, List<LabelledBox> labels, String stream, int width, int height) {
        this(image, labels, List.of(), stream, width, height);
    }
}
