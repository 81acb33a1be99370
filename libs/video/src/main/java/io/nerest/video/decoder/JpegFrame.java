package io.nerest.video.decoder;

import io.nerest.detector.image.DecodedImage;
import io.nerest.detector.image.ImageDecoder;
import io.nerest.video.grey.GreyImages;
import io.nerest.video.sampling.GreyImage;
import io.nerest.vision.image.ImageHeader;
import io.nerest.vision.image.ImageLimits;
import io.nerest.vision.image.ImageRejectedException;
import java.io.IOException;

/** A JPEG of an HTTP camera, decoded only if it is needed. */
final class JpegFrame implements RawFrame {
    private final byte[] jpeg;
    private final ImageHeader header;
    private final ImageLimits limits;
    private final long cameraTime;

    JpegFrame(byte[] jpeg, ImageLimits limits, long cameraTime) throws ImageRejectedException {
        this.jpeg = jpeg;
        this.limits = limits;
        this.cameraTime = cameraTime;
        this.header = ImageHeader.read(jpeg);
        limits.check(header);
    }

    @Override
    public int width() {
        return header.width();
    }

    @Override
    public int height() {
        return header.height();
    }

    @Override
    public long timestamp() {
        return NO_TIME;
    }

    @Override
    public long cameraTime() {
        return cameraTime;
    }

    @Override
    public GreyImage grey() throws IOException {
        try (DecodedImage image = ImageDecoder.decode(jpeg, limits, GreyImage.WIDTH)) {
            return GreyImages.of(image);
        }
    }

    @Override
    public DecodedImage decode() throws IOException {
        return ImageDecoder.decode(jpeg, limits);
    }

    @Override
    public byte[] jpeg() {
        return jpeg.clone();
    }

    @Override
    public void close() {}
}
