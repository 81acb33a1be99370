package io.nerest.video.decoder;

import io.nerest.detector.image.DecodedImage;
import io.nerest.detector.image.ImageDecoder;
import io.nerest.video.sampling.GreyPicture;
import io.nerest.vision.image.ImageHeader;
import io.nerest.vision.image.ImageLimits;
import io.nerest.vision.image.ImageRejectedException;
import java.io.IOException;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;

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
    public GreyPicture grey() throws IOException {
        try (DecodedImage image = ImageDecoder.decode(jpeg, limits, GreyPicture.WIDTH);
                Mat grey = new Mat();
                Mat small = new Mat();
                org.bytedeco.opencv.opencv_core.Size size =
                        new org.bytedeco.opencv.opencv_core.Size(GreyPicture.WIDTH, GreyPicture.HEIGHT)) {
            opencv_imgproc.cvtColor(image.mat(), grey, opencv_imgproc.COLOR_BGR2GRAY);
            opencv_imgproc.resize(grey, small, size, 0, 0, opencv_imgproc.INTER_AREA);
            if (small.type() != opencv_core.CV_8UC1) {
                throw new IOException("a grey picture has an unexpected type");
            }
            byte[] pixels = new byte[GreyPicture.WIDTH * GreyPicture.HEIGHT];
            small.data().get(pixels);
            return new GreyPicture(pixels);
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
