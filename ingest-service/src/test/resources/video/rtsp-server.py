# A real RTSP server, GStreamer's, that sends one video file at its own speed: python3 rtsp-server.py PORT FILE
import sys

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstRtspServer", "1.0")
from gi.repository import GLib, Gst, GstRtspServer

Gst.init(None)
server = GstRtspServer.RTSPServer()
server.set_address("127.0.0.1")
server.set_service(sys.argv[1])
factory = GstRtspServer.RTSPMediaFactory()
factory.set_shared(True)
factory.set_launch(
    "( filesrc location=%s ! qtdemux ! h264parse ! rtph264pay name=pay0 pt=96 config-interval=-1 )" % sys.argv[2]
)
server.get_mount_points().add_factory("/live", factory)
server.attach(None)
print("READY rtsp", flush=True)
GLib.MainLoop().run()
