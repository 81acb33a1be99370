package io.nerest.cli.predict;

import io.nerest.cli.predict.PendingFrame.ImageFile;
import io.nerest.cli.predict.PendingFrame.Unreadable;
import io.nerest.cli.predict.PendingFrame.VideoFrame;
import io.nerest.vision.image.ImageLimits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the frames of several files in sequence. */
public final class FrameReader implements AutoCloseable {
    private final Iterator<Path> files;
    private final int videoStride;
    private final Set<String> names = new HashSet<>();
    private @Nullable VideoReader video;
    private Path current = Path.of("");
    private String currentName = "";

    /**
     * Creates a reader at the first file.
     *
     * @param videoStride process every Nth frame of a video
     */
    public FrameReader(List<Path> files, int videoStride) {
        this.files = files.iterator();
        this.videoStride = videoStride;
    }

    /** Returns the next frame, closed by the caller; empty after the last file. */
    Optional<PendingFrame> next() throws IOException {
        while (true) {
            if (video != null) {
                Optional<PendingFrame> frame = nextOf(video);
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
                return Optional.of(new ImageFile(current, currentName));
            }
            try {
                video = new VideoReader(current, videoStride, ImageLimits.DEFAULT);
            } catch (IOException e) {
                return Optional.of(new Unreadable(String.valueOf(e.getMessage())));
            }
        }
    }

    private Optional<PendingFrame> nextOf(VideoReader open) throws IOException {
        try {
            return open.next()
                    .map(image ->
                            new VideoFrame(new Frame(current, currentName + "_" + open.number(), open.rate(), image)));
        } catch (IOException e) {
            closeVideo();
            return Optional.of(new Unreadable(String.valueOf(e.getMessage())));
        }
    }

    private void closeVideo() throws IOException {
        if (video != null) {
            video.close();
            video = null;
        }
    }

    /** Returns the file's name without extension, with a number if another file has the same name. */
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
