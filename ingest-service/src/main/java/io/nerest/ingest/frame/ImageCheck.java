package io.nerest.ingest.frame;

import io.nerest.detector.image.DecodedImage;
import io.nerest.detector.image.HashedImageHeader;
import io.nerest.detector.image.ImageDecoder;
import io.nerest.detector.image.ImageEncoder;
import io.nerest.detector.image.ImageIntegrity;
import io.nerest.detector.image.SceneVisibility;
import io.nerest.service.failure.OverloadException;
import io.nerest.service.images.ImageConfig;
import io.nerest.system.Sha256;
import io.nerest.video.geometry.FramePainter;
import io.nerest.video.spec.FrameGeometry;
import io.nerest.vision.image.ImageLimits;
import io.nerest.vision.image.ImageRejectedException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Decodes images at intake, a few at a time, so that only images that scoring and training can decode become frames. */
@ApplicationScoped
public class ImageCheck {
    private static final int PAYLOAD_TOO_LARGE = 413;
    private static final int UNPROCESSABLE = 422;
    private static final int THUMBNAIL_QUALITY = 80;

    private final ImageLimits limits;
    private final Semaphore permits;
    private final Duration waitLimit;

    ImageCheck(ImageConfig images, ImageCheckConfig config) {
        this.limits = images.limits();
        this.permits = new Semaphore(config.parallel(), true);
        this.waitLimit = config.waitLimit();
    }

    /**
     * Checks an image's file.
     *
     * @throws RejectedImageException if it is too long, not an image, damaged, or outside the limits
     * @throws OverloadException if too many images wait to be decoded
     */
    public CheckedImage check(Path file) throws IOException, RejectedImageException {
        checkLength(Files.size(file));
        acquire();
        try {
            HashedImageHeader decoded = ImageIntegrity.checkAndHash(file, limits);
            return new CheckedImage(decoded.header(), decoded.hash(), Sha256.of(file), file);
        } catch (ImageRejectedException e) {
            throw new RejectedImageException(UNPROCESSABLE, String.valueOf(e.getMessage()));
        } finally {
            permits.release();
        }
    }

    /**
     * Returns a thumbnail of an image as JPEG, with the EXIF orientation applied. A large JPEG is decoded at a fraction of
     * its size, so the thumbnail may be up to twice as large as requested.
     *
     * @param file an image that was checked at intake
     * @param side least length of the longer side in pixels
     * @throws RejectedImageException if the limits have become stricter since intake
     * @throws OverloadException if too many images wait to be decoded
     */
    public byte[] thumbnail(byte[] file, int side) throws RejectedImageException {
        acquire();
        try (DecodedImage image = ImageDecoder.decode(file, limits, side)) {
            return ImageEncoder.jpeg(image, THUMBNAIL_QUALITY);
        } catch (ImageRejectedException e) {
            throw new RejectedImageException(UNPROCESSABLE, String.valueOf(e.getMessage()));
        } finally {
            permits.release();
        }
    }

    /**
     * Returns an image as JPEG after rotation, crop and mask.
     *
     * @param quality 1 to 100
     * @throws RejectedImageException if it is too long, not an image, damaged, or outside the limits
     * @throws OverloadException if too many images wait to be decoded
     */
    byte[] changed(Path file, FrameGeometry geometry, int quality) throws IOException, RejectedImageException {
        checkLength(Files.size(file));
        acquire();
        try {
            ImageIntegrity.check(file, limits);
            try (DecodedImage image = FramePainter.apply(geometry, ImageDecoder.decode(file, limits))) {
                return ImageEncoder.jpeg(image, quality);
            }
        } catch (ImageRejectedException e) {
            throw new RejectedImageException(UNPROCESSABLE, String.valueOf(e.getMessage()));
        } finally {
            permits.release();
        }
    }

    /**
     * Measures how well the camera saw its scene.
     *
     * @param file an image that was checked at intake
     * @throws RejectedImageException if the limits have become stricter since intake
     * @throws OverloadException if too many images wait to be decoded
     */
    public SceneVisibility visibility(byte[] file) throws RejectedImageException {
        acquire();
        try (DecodedImage image = ImageDecoder.decode(file, limits, SceneVisibility.SIDE)) {
            return SceneVisibility.of(image);
        } catch (ImageRejectedException e) {
            throw new RejectedImageException(UNPROCESSABLE, String.valueOf(e.getMessage()));
        } finally {
            permits.release();
        }
    }

    /**
     * Checks a file's length before the file is read.
     *
     * @throws RejectedImageException if the file is too long
     */
    public void checkLength(long bytes) throws RejectedImageException {
        try {
            limits.checkLength(bytes);
        } catch (ImageRejectedException e) {
            throw new RejectedImageException(PAYLOAD_TOO_LARGE, String.valueOf(e.getMessage()));
        }
    }

    private void acquire() {
        try {
            if (permits.tryAcquire(waitLimit.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new OverloadException("too many images wait to be checked; send this one again later");
    }
}
