package io.backroom.benchmarks.reservation;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.locks.LockSupport;
import javax.net.SocketFactory;

/**
 * Makes sockets whose answers come later, as from a server in another building: the first bytes
 * that are read after something was sent are handed on after a pause. That is one pause for each
 * round trip, however much is sent or read in it, and it takes nothing of the machine's time.
 * PostgreSQL's driver makes this factory by its name.
 */
public final class SlowSocketFactory extends SocketFactory {
  private final long pause;

  /**
   * Creates a factory.
   *
   * @param micros the pause, in microseconds
   */
  public SlowSocketFactory(String micros) {
    pause = Long.parseLong(micros) * 1_000;
  }

  @Override
  public Socket createSocket() {
    return new SlowSocket(pause);
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return connected(new InetSocketAddress(host, port));
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return connected(new InetSocketAddress(host, port));
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort)
      throws IOException {
    return createSocket(host, port);
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
      throws IOException {
    return createSocket(host, port);
  }

  private Socket connected(InetSocketAddress address) throws IOException {
    Socket socket = createSocket();
    socket.connect(address);
    return socket;
  }

  private static final class SlowSocket extends Socket {
    private final long pause;
    private volatile boolean asked;

    private SlowSocket(long pause) {
      this.pause = pause;
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
      return new FilterOutputStream(super.getOutputStream()) {
        @Override
        public void write(int b) throws IOException {
          write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
          asked = true;
          out.write(bytes, from, length);
        }
      };
    }

    @Override
    public InputStream getInputStream() throws IOException {
      return new FilterInputStream(super.getInputStream()) {
        @Override
        public int read() throws IOException {
          byte[] one = new byte[1];
          return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
          int count = in.read(bytes, from, length);
          if (asked) {
            asked = false;
            pause();
          }
          return count;
        }
      };
    }

    private void pause() {
      long end = System.nanoTime() + pause;
      for (long left = pause; left > 0; left = end - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
    }
  }
}
