package io.nerest.cli.predict;

import io.nerest.cli.predict.FrameQueue.PictureFile;
import io.nerest.cli.predict.FrameQueue.Unreadable;
import io.nerest.cli.predict.FrameQueue.VideoFrame;
import io.nerest.vision.image.ImageLimits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The frames of several files one after the other. */
final class FrameReader implements AutoCloseable {
    private final Iterator<Path> files;
    private final int videoStride;
    private final Set<String> names = new HashSet<>();
    private @Nullable VideoReader video;
    private Path current = Path.of("");
    private String currentName = "";

    /**
     * A reader at the first file.
     *
     * @param videoStride every how manieth frame of a video is given
     */
    FrameReader(List<Path> files, int videoStride) {
        this.files = files.iterator();
        this.videoStride = videoStride;
    }

    /** What comes next, to be closed; empty at the end of the last file. */
    Optional<FrameQueue> next() throws IOException {
        while (true) {
            if (video != null) {
                Optional<FrameQueue> frame = nextOf(video);
                if (frame.isPresent()) {
                    return frame;
                }
                closeVideo();
            }
            if (!files.hasNext()) {
                return Optional.empty();
            }
            current = files.next();
            currentName = uniqueName(current);
            if (!SourceFiles.isVideo(current)) {
                return Optional.of(new PictureFile(current, currentName));
            }
            try {
                video = new VideoReader(current, videoStride, ImageLimits.DEFAULT);
            } catch (IOException e) {
                return Optional.of(new Unreadable(e.getMessage()));
            }
        }
    }

    private Optional<FrameQueue> nextOf(VideoReader open) throws IOException {
        try {
            return open.next()
                    .map(picture -> new VideoFrame(
                            new Frame(current, currentName + "_" + open.number(), open.rate(), picture)));
        } catch (IOException e) {
            closeVideo();
            return Optional.of(new Unreadable(e.getMessage()));
        }
    }

    private void closeVideo() throws IOException {
        if (video != null) {
            video.close();
            video = null;
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
        closeVideo();
    }
}
