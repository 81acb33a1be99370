package io.nerest.video.decoder;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerest.detector.image.DecodedImage;
import io.nerest.video.fixture.NumberedVideo;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.junit.jupiter.api.Test;

class GreenFrameTest {
    private static DecodedImage withGreen(int rows) {
        DecodedImage frame = NumberedVideo.frame(1234);
        try (Rect part = new Rect(0, 0, frame.width(), rows);
                Scalar green = new Scalar(0, 135, 0, 0)) {
            opencv_imgproc.rectangle(frame.mat(), part, green, opencv_imgproc.FILLED, opencv_imgproc.LINE_8, 0);
        }
        return frame;
    }

    @Test
    void aFrameThatIsGreenInItsLowerPartIsDamaged() {
        try (DecodedImage frame = withGreen(40)) {
            assertThat(GreenFrame.is(frame)).isTrue();
        }
    }

    @Test
    void someGreenIsAllowed() {
        try (DecodedImage frame = withGreen(10)) {
            assertThat(GreenFrame.is(frame)).isFalse();
        }
    }
}
