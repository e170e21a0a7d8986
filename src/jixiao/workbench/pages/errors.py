"""Pages for what went wrong; each is one plain sentence and a way on."""

from __future__ import annotations

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

_FULL = ("disk is full", "No space left", "No space")
_READ_ONLY = ("readonly", "read-only", "Read-only", "unable to open")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form without a valid token."""
    return page(request, 403, "页面已过期", "这一页打开得太久或来自别的网站，没有保存。请返回上一页刷新后再提交。")


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer somebody without the power for a page."""
    return page(request, 403, "没有权限", "您的角色不能使用这个页面。如果工作需要，请联系安全管理员授权。")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer an address that leads to nothing this person may see."""
    return page(request, 404, "没有找到", "没有这个页面，或者它不属于您的单位。")


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer an error of the program."""
    return page(request, 500, "程序出错", "程序出了错，已记在服务器的日志里；已保存的内容没有受影响。")


def trouble_page(request: HttpRequest, error: Exception) -> HttpResponse:
    """Answer a failing disk or database with what to do about it."""
    return page(request, 503, "暂时不能保存", f"{_cause(error)}已保存的内容没有受影响，请联系系统管理员。")


def page(request: HttpRequest, status: int, title: str, sentence: str) -> HttpResponse:
    """Give a page of one sentence; JSON for a script that asked for it. It needs no database."""
    if request.headers.get("Accept", "").startswith("application/json"):
        return JsonResponse({"error": sentence}, status=status)
    return render(request, "workbench/error.html", {"title": title, "sentence": sentence, "bare": True}, status=status)


def _cause(error: Exception) -> str:
    text = str(error)
    if any(word in text for word in _FULL):
        return "服务器的磁盘满了，刚才的操作没有保存。"
    if any(word in text for word in _READ_ONLY):
        return "服务器的磁盘或数据文件夹不能写入，刚才的操作没有保存。"
    if isinstance(error, DatabaseError) and "lock" in text:
        return "数据库正忙，刚才的操作没有保存，请稍后再试。"
    return "服务器的数据库或磁盘出了问题，刚才的操作没有保存。"
