package io.nerest.simulator.dataset;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A labelled picture of a data set on disk.
 *
 * @param image its file
 * @param stream the camera it is from
 * @param labels what is on it; empty where there is nothing, or no label file
 */
public record DatasetFrame(Path image, String stream, List<Label> labels) {
    /** {@code DEPLOYMENT_clip_fNNNNNN.jpg} or {@code STREAM_fNNNNNN.jpg}. */
    private static final Pattern NAME = Pattern.compile("([^_]+)(?:_.*)?_f\\d+\\.\\w+");

    public DatasetFrame {
        labels = List.copyOf(labels);
    }

    /** The picture's file name: what the frame is called towards an oracle. */
    public String name() {
        return image.getFileName().toString();
    }

    /** The stream that a file name tells (its deployment), or else the folder the file lies in. */
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
