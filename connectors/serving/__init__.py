"""What a county serves to those who pull (对外数据服务): its feeds as files, and OAI-PMH over the same edition."""

from connectors.serving.web import serving_app

__all__ = ["serving_app"]
