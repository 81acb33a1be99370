package io.nerest.formats.model;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells which camera an image comes from, from the names of its files. */
public final class Streams {
    private static final Pattern NUMBERED_FRAME = Pattern.compile("(?<stream>[^_]+)_(?:.*\\D)?\\d+\\.[^.]+");

    private Streams() {}

    /**
     * {@code CAMERA_anything_f000123.jpg} belongs to the stream {@code CAMERA}: the part before the first underscore
     * of a name that ends in a frame number. Any other image belongs to a stream named after its folder.
     */
    public static String of(Path image) {
        Path name = image.getFileName();
        Matcher matcher = NUMBERED_FRAME.matcher(name == null ? "" : name.toString());
        if (matcher.matches()) {
            return matcher.group("stream");
        }
        Path folder = image.toAbsolutePath().getParent();
        Path folderName = folder == null ? null : folder.getFileName();
        return folderName == null ? "default" : folderName.toString();
    }
}
