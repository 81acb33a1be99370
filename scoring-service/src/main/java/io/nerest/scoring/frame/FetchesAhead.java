package io.nerest.scoring.frame;

import io.nerest.contracts.FrameRef;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The images of batches: those of one batch and of the next are fetched, not more. */
final class FetchesAhead implements AutoCloseable {
    private final Iterator<List<FrameRef>> batches;
    private final Function<List<FrameRef>, ImageFetches> start;
    private @Nullable Fetched current;
    private @Nullable Fetched ahead;

    /** A batch whose images are being fetched. */
    private record Fetched(List<FrameRef> batch, ImageFetches images) {}

    FetchesAhead(List<List<FrameRef>> batches, Function<List<FrameRef>, ImageFetches> start) {
        this.batches = batches.iterator();
        this.start = start;
        this.ahead = startNext();
    }

    private @Nullable Fetched startNext() {
        if (!batches.hasNext()) {
            return null;
        }
        List<FrameRef> batch = batches.next();
        return new Fetched(batch, start.apply(batch));
    }

    boolean hasNext() {
        return ahead != null;
    }

    /** Goes to the next batch, and starts to fetch the images of the one after it. */
    List<FrameRef> next() {
        if (ahead == null) {
            throw new NoSuchElementException();
        }
        close(current);
        current = ahead;
        ahead = null; // it is not closed twice if the next start fails
        List<FrameRef> batch = current.batch();
        ahead = startNext();
        return batch;
    }

    /** Returns the images of the batch that {@link #next} returned. */
    ImageFetches current() {
        if (current == null) {
            throw new NoSuchElementException();
        }
        return current.images();
    }

    private static void close(@Nullable Fetched fetched) {
        if (fetched != null) {
            fetched.images().close();
        }
    }

    @Override
    public void close() {
        close(current);
        close(ahead);
    }
}
