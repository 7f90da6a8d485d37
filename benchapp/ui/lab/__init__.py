"""The lab of several computers: joining its folder, and how the exchange with it goes."""
