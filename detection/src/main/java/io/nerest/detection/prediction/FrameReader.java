package io.nerest.detection.prediction;

import io.nerest.detection.picture.Picture;
import io.nerest.detection.picture.PictureDecoder;
import io.nerest.pictures.PictureLimits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The frames of several files one after the other. What cannot be read is reported and passed over. */
final class FrameReader implements AutoCloseable {
    private final Iterator<Path> files;
    private final int videoStride;
    private final Consumer<String> refusals;
    private final Set<String> names = new HashSet<>();
    private @Nullable VideoReader video;
    private Path current = Path.of("");
    private String currentName = "";

    /**
     * A reader at the first file.
     *
     * @param videoStride every how manieth frame of a video is given
     * @param refusals hears of each file that cannot be read, with the reason
     */
    FrameReader(List<Path> files, int videoStride, Consumer<String> refusals) {
        this.files = files.iterator();
        this.videoStride = videoStride;
        this.refusals = refusals;
    }

    /** The next frame, to be closed; empty at the end of the last file. */
    Optional<Frame> next() throws IOException {
        while (true) {
            if (video != null) {
                Optional<Frame> frame = nextOf(video);
                if (frame.isPresent()) {
                    return frame;
                }
                video.close();
                video = null;
            }
            if (!files.hasNext()) {
                return Optional.empty();
            }
            current = files.next();
            currentName = uniqueName(current);
            try {
                if (!SourceFiles.isVideo(current)) {
                    Picture picture = PictureDecoder.decode(current, PictureLimits.DEFAULT);
                    return Optional.of(new Frame(current, currentName, 0, picture));
                }
                video = new VideoReader(current, videoStride, PictureLimits.DEFAULT);
            } catch (IOException e) {
                refusals.accept(e.getMessage());
            }
        }
    }

    private Optional<Frame> nextOf(VideoReader open) {
        try {
            Optional<Picture> picture = open.next();
            return picture.map(p -> new Frame(current, currentName + "_" + open.number(), open.rate(), p));
        } catch (IOException e) {
            refusals.accept(e.getMessage());
            return Optional.empty();
        }
    }

    /** The file's name without its ending; with a number where another file has it already. */
    private String uniqueName(Path file) {
        String full = String.valueOf(file.getFileName());
        int dot = full.lastIndexOf('.');
        String stem = dot <= 0 ? full : full.substring(0, dot);
        String name = stem;
        for (int number = 2; !names.add(name); number++) {
            name = stem + "-" + number;
        }
        return name;
    }

    @Override
    public void close() throws IOException {
        if (video != null) {
            video.close();
        }
    }
}
