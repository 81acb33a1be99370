package io.nerest.formats.yolo;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where YOLO keeps the labels of an image: at the same path with {@code labels} instead of {@code images}. */
public final class YoloPlaces {
    private YoloPlaces() {}

    /** Replaces the last folder named images by labels; without one, labels are next to the images. */
    public static Path labelFile(Path image) {
        Path folder = labelFolder(image.getParent());
        String name = stem(image) + ".txt";
        return folder == null ? Path.of(name) : folder.resolve(name);
    }

    /** The folder of the labels of a folder of images. */
    public static @Nullable Path labelFolder(@Nullable Path imageFolder) {
        if (imageFolder == null) {
            return null;
        }
        int at = lastImages(imageFolder);
        if (at < 0) {
            return imageFolder;
        }
        Path before = at == 0 ? Path.of("") : imageFolder.subpath(0, at);
        Path from = imageFolder.isAbsolute() ? imageFolder.getRoot().resolve(before) : before;
        Path labels = from.resolve("labels");
        return at == imageFolder.getNameCount() - 1
                ? labels
                : labels.resolve(imageFolder.subpath(at + 1, imageFolder.getNameCount()));
    }

    /** An image's name in its data set: its path after the last folder named images, else its path below the root. */
    static String name(Path image, Path root) {
        int at = lastImages(image);
        String name;
        if (at >= 0 && at < image.getNameCount() - 1) {
            name = image.subpath(at + 1, image.getNameCount()).toString();
        } else {
            name = image.startsWith(root) ? root.relativize(image).toString() : String.valueOf(image.getFileName());
        }
        return name.replace('\\', '/');
    }

    private static int lastImages(Path path) {
        for (int i = path.getNameCount() - 1; i >= 0; i--) {
            if (path.getName(i).toString().equals("images")) {
                return i;
            }
        }
        return -1;
    }

    /** The file's name without its suffix. */
    public static String stem(Path file) {
        String name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }
}
