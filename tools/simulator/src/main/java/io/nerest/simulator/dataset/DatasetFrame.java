package io.nerest.simulator.dataset;

import io.nerest.vision.box.LabelledBox;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A labelled image of a data set on disk.
 *
 * @param image image file
 * @param stream the camera
 * @param labels boxes; empty for an image without objects or without a label file
 */
public record DatasetFrame(Path image, String stream, List<LabelledBox> labels) {
    /** {@code DEPLOYMENT_clip_fNNNNNN.jpg} or {@code STREAM_fNNNNNN.jpg}. */
    private static final Pattern NAME = Pattern.compile("([^_]+)(?:_.*)?_f\\d+\\.\\w+");

    public DatasetFrame {
        labels = List.copyOf(labels);
    }

    /** Returns the image's file name, by which oracles identify the frame. */
    public String name() {
        return image.getFileName().toString();
    }

    /** Returns the stream in the file name, or the name of the directory if the file name has another form. */
    static String streamOf(Path image) {
        Matcher matcher = NAME.matcher(image.getFileName().toString());
        if (matcher.matches()) {
            return matcher.group(1);
        }
        Path folder = image.getParent();
        return folder == null || folder.getFileName() == null
                ? "stream"
                : folder.getFileName().toString();
    }
}
